/** Plans, progress and results, for people and as stable JSON documents. */
package io.pgfleet.applier.report;
