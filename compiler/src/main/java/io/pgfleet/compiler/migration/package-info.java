/**
 * Scripts that move a database to a cluster of an environment while it is used; {@link
 * io.pgfleet.compiler.migration.MigrationKit} is the door.
 */
package io.pgfleet.compiler.migration;
