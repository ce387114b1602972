/** What is wrong with an inventory, where (file:line:column), and the remedy. */
package io.pgfleet.compiler.diagnostic;
