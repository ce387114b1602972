package io.pgfleet.compiler.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as its jar has it. */
final class Version implements IVersionProvider {

  static String number() {
    String packaged = Version.class.getPackage().getImplementationVersion();
    return packaged == null ? "unpackaged" : packaged;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"pgfleet compiler " + number()};
  }
}
