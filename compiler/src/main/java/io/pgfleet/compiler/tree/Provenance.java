package io.pgfleet.compiler.tree;

/**
 * Where a tree comes from; stands in the top manifest only.
 *
 * @param compiler version of the compiler
 * @param inputDigest SHA-256 over the resolved input, lower case hex
 */
public record Provenance(String compiler, String inputDigest) {}
