/**
 * Real nodes for tests: containers with systemd and sshd on a bridge that the fleet makes itself,
 * with keys known before boot.
 */
package io.pgfleet.applier.fleet;
