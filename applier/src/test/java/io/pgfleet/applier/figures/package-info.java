/** Measures the program beside what people use in its place. */
package io.pgfleet.applier.figures;
