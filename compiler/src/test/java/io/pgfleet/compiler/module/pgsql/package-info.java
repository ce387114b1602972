/** Clusters for the tests of the pgsql module. */
package io.pgfleet.compiler.module.pgsql;
