/** Makes machines equal to a compiled tree: the pipeline from tree and machines to plan and run. */
package io.pgfleet.applier;
