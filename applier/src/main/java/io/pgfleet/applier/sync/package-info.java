/** Carries changes of entries to machines: content is staged early and switched late. */
package io.pgfleet.applier.sync;
