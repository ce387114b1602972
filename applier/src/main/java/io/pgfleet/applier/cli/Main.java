package io.pgfleet.applier.cli;

/** Entry point of the applier. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.out.println("pgfleet applier");
  }
}
