package io.pgfleet.compiler.model;

/** Where packages, and so the versions of programs, come from. */
public enum PackageSource {
  REFERENCE,
  DEBIAN
}
