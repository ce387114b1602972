/** PostgreSQL clusters: installation, Patroni, tuning, backup, access and provisioning. */
package io.pgfleet.compiler.module.pgsql;
