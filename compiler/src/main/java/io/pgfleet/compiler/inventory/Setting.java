package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Origin;

/**
 * A key of a mapping and what it is set to.
 *
 * @param name where the key stands
 */
public record Setting(Origin name, Value value) {}
