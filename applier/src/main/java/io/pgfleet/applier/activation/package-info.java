/** Runs the tree's phases in order, and stops at the first step that fails. */
package io.pgfleet.applier.activation;
