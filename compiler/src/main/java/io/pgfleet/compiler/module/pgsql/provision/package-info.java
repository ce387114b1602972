/**
 * What a cluster's catalog shall hold: roles, databases, privileges, extensions, as SQL and as the
 * questions whether it holds already.
 */
package io.pgfleet.compiler.module.pgsql.provision;
