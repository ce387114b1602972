package io.pgfleet.applier.node;

/** A machine on trial, and hands on it that are not the applier's. */
interface TrialMachine {

  Nodes nodes();

  String host();

  /** Makes it as it was before any test, with an empty folder /etc/contract. */
  void clean();

  /** Writes a file as somebody else would: root:root, 0644, parents made. */
  void write(String path, String text);

  /** The text of a file, whoever wrote it. */
  String read(String path);

  /** The whole journal of a run. */
  String journal(String run);
}
