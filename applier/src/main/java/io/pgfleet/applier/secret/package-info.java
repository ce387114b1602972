/** Resolves the secret references of rendered content on its way to a machine. */
package io.pgfleet.applier.secret;
