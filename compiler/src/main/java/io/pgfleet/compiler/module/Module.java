package io.pgfleet.compiler.module;

import io.pgfleet.compiler.model.Fleet;

/** One slice of the platform; a pure function from the fleet to files and steps. */
public interface Module {

  /** Lower case word, also the prefix of its artifact types and step ids. */
  String name();

  /** What this module puts on nodes for that fleet, and how it is activated. */
  Contribution contribute(Fleet fleet);
}
