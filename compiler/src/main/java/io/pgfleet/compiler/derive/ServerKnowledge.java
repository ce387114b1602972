package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.model.Catalog;
import io.pgfleet.compiler.model.Extensions;

/** What extensions there are on one system. */
record ServerKnowledge(Catalog.Release release, Extensions extensions) {}
