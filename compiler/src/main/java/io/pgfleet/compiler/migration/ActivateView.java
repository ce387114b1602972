package io.pgfleet.compiler.migration;

/**
 * What all scripts read, each as a word of the shell.
 *
 * @param subscription how the destination's server reaches the source
 * @param name of publication, subscription and slot
 */
record ActivateView(String source, String destination, String subscription, String name) {}
