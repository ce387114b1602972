/** Defaults, and violations of the schema explained at their line. */
package io.pgfleet.compiler.schema;
