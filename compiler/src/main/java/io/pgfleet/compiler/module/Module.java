package io.pgfleet.compiler.module;

import io.pgfleet.compiler.model.Fleet;
import java.util.List;

/** One slice of the platform; a pure function from the fleet to files and steps. */
public interface Module {

  /** Lower case word, also the prefix of its artifact types and step ids. */
  String name();

  /** Its table: every kind of file it makes, each template and view in it. */
  List<ArtifactType> types();

  /** What this module puts on nodes for that fleet, and how it is activated. */
  Contribution contribute(Fleet fleet);
}
