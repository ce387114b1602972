/** The append-only record of a run: what was begun, done, failed and taken back, and when. */
package io.pgfleet.applier.journal;
