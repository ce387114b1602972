/** Taking secrets out of an inventory, and which ones it names. */
package io.pgfleet.compiler.sealing;
