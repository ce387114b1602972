/** The command line: flags, printing and exit codes. */
package io.pgfleet.applier.cli;
