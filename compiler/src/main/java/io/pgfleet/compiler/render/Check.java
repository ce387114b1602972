package io.pgfleet.compiler.render;

import java.util.Optional;

/** Whether a text is well-formed in one format. */
interface Check {

  /** The first thing that is wrong; empty when the text is accepted. */
  Optional<Flaw> check(String text);
}
