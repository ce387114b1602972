/**
 * Which certificates a fleet needs, whether the recorded ones fit, and issuing those that don't.
 */
package io.pgfleet.compiler.pki;
