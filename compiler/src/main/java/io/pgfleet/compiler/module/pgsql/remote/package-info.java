/** Servers that others run: nothing is done to them, they are only watched. */
package io.pgfleet.compiler.module.pgsql.remote;
