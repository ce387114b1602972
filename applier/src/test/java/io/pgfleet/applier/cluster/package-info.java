/** Whole platforms on real nodes: compiled and applied by the programs as a user runs them. */
package io.pgfleet.applier.cluster;
