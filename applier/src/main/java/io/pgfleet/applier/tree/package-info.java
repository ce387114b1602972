/** Reads and verifies the compiled tree: what nodes should hold and the steps that activate it. */
package io.pgfleet.applier.tree;
