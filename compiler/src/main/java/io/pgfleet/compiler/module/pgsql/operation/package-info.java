/** What people can ask of a cluster by name; {@link ClusterOperations} is its door. */
package io.pgfleet.compiler.module.pgsql.operation;
