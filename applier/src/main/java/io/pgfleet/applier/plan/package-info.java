/**
 * Desired × recorded × observed → changes and the steps that they trigger; pure values throughout.
 */
package io.pgfleet.applier.plan;
