/**
 * The base of every node: trust, names, packages, kernel settings, the administrator, time, the
 * load balancer and the floating address.
 */
package io.pgfleet.compiler.module.node;
