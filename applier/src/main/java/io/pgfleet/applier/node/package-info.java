/** The only door to a machine: ssh behind it, a directory for staging, memory for tests. */
package io.pgfleet.applier.node;
