/** Reads which package provides what, from the data files under {@code schema/}. */
package io.pgfleet.compiler.catalog;
