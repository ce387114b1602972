/** Flags, printing and exit codes of the compiler. */
package io.pgfleet.compiler.cli;
