package io.pgfleet.compiler.module;

import io.pgfleet.compiler.model.Distribution;
import io.pgfleet.compiler.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verb of a step, from a small closed set. */
public sealed interface Action {

  /** The word in the manifest. */
  String kind();

  /** Puts the entries that name this step on the node. */
  record Place() implements Action {
    @Override
    public String kind() {
      return "place";
    }
  }

  /** Installs packages. */
  record Packages(String manager, List<String> packages) implements Action {
    private static final String USUAL = Distribution.DEBIAN.packageManager();

    /** By the package manager of a node's system. */
    public static Packages on(Node node, List<String> packages) {
      Distribution family = Distribution.of(node);
      return new Packages(family.packageManager(), family.withoutTwice(packages));
    }

    /** Everything that tells it from another list; the usual manager goes without saying. */
    public List<String> words() {
      List<String> words = new ArrayList<>(packages);
      if (!manager.equals(USUAL)) {
        words.add(manager);
      }
      return words;
    }

    @Override
    public String kind() {
      return "packages";
    }
  }

  /** Makes a system account and its groups. */
  record User(
      String name,
      Optional<Integer> uid,
      String group,
      List<String> groups,
      String home,
      String shell)
      implements Action {
    @Override
    public String kind() {
      return "user";
    }

    /** Everything that tells it from another account. */
    public List<String> words() {
      String number = uid.map(Object::toString).orElse("");
      return List.of(name, number, group, String.join(",", groups), home, shell);
    }
  }

  /**
   * Brings a unit into a state.
   *
   * @param state started or stopped
   * @param restartOn consumed patterns whose change needs a restart
   * @param reloadOn consumed patterns whose change needs a reload
   * @param reloadArgv command that reloads, empty for {@code systemctl reload}
   * @param stateful whether it holds data: when it leaves a node, nothing stops it by itself
   */
  record Unit(
      String unit,
      String state,
      boolean enabled,
      List<String> restartOn,
      List<String> reloadOn,
      List<String> reloadArgv,
      boolean stateful)
      implements Action {

    /** One without data. */
    public Unit(
        String unit,
        String state,
        boolean enabled,
        List<String> restartOn,
        List<String> reloadOn,
        List<String> reloadArgv) {
      this(unit, state, enabled, restartOn, reloadOn, reloadArgv, false);
    }

    @Override
    public String kind() {
      return "unit";
    }
  }

  /** Runs a command; {@code stdin} is a payload's path in the tree. */
  record Run(List<String> argv, Optional<String> stdin) implements Action {
    @Override
    public String kind() {
      return "run";
    }
  }

  /**
   * Brings a database's catalog into a state.
   *
   * @param argv reads SQL on standard input
   * @param probe payload that prints the id of each item that is not as wanted, a line each
   */
  record Sql(List<String> argv, String probe, List<Item> items) implements Action {
    @Override
    public String kind() {
      return "sql";
    }

    /** A named script, run only when the probe printed its id. */
    public record Item(String id, String file) {}
  }

  /** Merges a document into one that a running service holds. */
  record Live(String document, List<String> read, List<String> write) implements Action {
    @Override
    public String kind() {
      return "live";
    }
  }

  /**
   * Proves that a change works.
   *
   * @param units whose last log lines are shown when it stays closed
   */
  record Gate(Probe probe, int deadlineSeconds, List<String> units) implements Action {
    @Override
    public String kind() {
      return "gate";
    }
  }

  /**
   * Tells what somebody changed by hand in a service; never acts.
   *
   * @param argv looks only, and prints a finding a line: name, tab, what is different, and if it
   *     can be told, tab and the second of the epoch, and tab and who did it; a line whose name is
   *     a live document's path is no finding, but tells who changed that document and when
   */
  record Watch(List<String> argv) implements Action {
    @Override
    public String kind() {
      return "watch";
    }
  }

  /** What a gate asks. */
  sealed interface Probe {
    /** Open when the command exits 0 on the node. */
    record Command(List<String> argv) implements Probe {}

    /** Open when the URL, asked from the node, answers one of the status codes. */
    record Http(String url, List<Integer> status) implements Probe {}

    /** Open when the port accepts a connection from the node. */
    record Tcp(String host, int port) implements Probe {}
  }
}
