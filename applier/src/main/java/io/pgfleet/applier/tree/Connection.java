package io.pgfleet.applier.tree;

import java.util.Optional;

/**
 * How to reach a host.
 *
 * @param address IP address, host name or alias of the ssh configuration
 * @param user empty for the one that the ssh configuration names
 * @param become whether commands need {@code sudo} to be root
 * @param keyFile private key; a relative path is meant below the environment's inventory folder
 */
public record Connection(
    String address, int port, String user, boolean become, Optional<String> keyFile) {}
