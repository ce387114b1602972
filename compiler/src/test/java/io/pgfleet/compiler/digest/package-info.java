/**
 * The same tree under every circumstance: whole processes over one inventory that is written in
 * many ways. Started by {@code compiler/src/test/bench/digests}.
 */
package io.pgfleet.compiler.digest;
