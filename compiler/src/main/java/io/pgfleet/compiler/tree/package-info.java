/** Lays files out, hashes them, writes manifests, and publishes the tree atomically. */
package io.pgfleet.compiler.tree;
