/** How clients reach a cluster: who may connect, pooling, services behind ports, names. */
package io.pgfleet.compiler.module.pgsql.access;
