package io.pgfleet.applier.sync;

import io.pgfleet.applier.tree.Entry;

/** The bytes of a tree on their way to machines, secrets resolved. */
public interface Contents {

  /** The content of an entry of a host. */
  byte[] of(String host, Entry entry);

  /** The content of a payload, by its path in the tree. */
  byte[] payload(String path);
}
