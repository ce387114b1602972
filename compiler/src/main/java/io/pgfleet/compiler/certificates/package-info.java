/** The certificates of an environment, opened for those who look after them. */
package io.pgfleet.compiler.certificates;
