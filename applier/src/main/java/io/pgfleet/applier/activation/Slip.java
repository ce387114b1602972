package io.pgfleet.applier.activation;

/**
 * Something that the way back could not take back.
 *
 * @param step id of the step that it belongs to; empty when it belongs to none
 * @param message what was tried, why it failed and what is left
 * @param broken whether the machine is not as before, in what it holds or in what runs on it
 */
record Slip(String step, String message, boolean broken) {}
