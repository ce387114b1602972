package io.pgfleet.applier.node;

/**
 * Bytes on the way to a machine, secrets resolved.
 *
 * @param name the entry they are for
 */
public record Content(String name, byte[] bytes) {}
