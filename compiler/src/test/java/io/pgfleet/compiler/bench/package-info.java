/**
 * Figures of the program as its users run it: whole processes over large inventories. Started by
 * {@code compiler/src/test/bench/figures}; no test waits for a time.
 */
package io.pgfleet.compiler.bench;
