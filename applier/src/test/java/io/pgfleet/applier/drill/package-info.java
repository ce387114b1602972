/**
 * Long drills on real nodes: what fails, what people then do, and what clients saw of it. They are
 * left out unless {@code -Dpgfleet.drills=true}; each leaves a line in {@code target/drills.tsv}.
 */
package io.pgfleet.applier.drill;
