/** Secrets and certificates of a sealed environment on real nodes: who sees them, and when. */
package io.pgfleet.applier.confidential;
