package io.pgfleet.applier.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, as its jar has it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"apply " + (version == null ? "unpackaged" : version)};
  }
}
