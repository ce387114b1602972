/** Infrastructure nodes: the web portal and the name server of the fleet. */
package io.pgfleet.compiler.module.infra;
