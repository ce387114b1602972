/** Remembers what the last good run of an environment said, and whether that still holds. */
package io.pgfleet.compiler.last;
