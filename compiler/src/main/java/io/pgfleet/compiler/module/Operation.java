package io.pgfleet.compiler.module;

import java.util.List;
import java.util.Optional;

/**
 * Something that people ask for by name and a plain apply never does, such as a switchover; here
 * for one target. Modules contribute these as data: operations of several targets that share a
 * {@link Definition} become one file {@code operations/<name>.json} of the tree.
 *
 * @param target name of the cluster, the member's node or the host that it is about
 * @param safeguard what forbids it, empty when nothing can
 * @param parts what is done, in order
 */
public record Operation(
    Definition definition, String target, Optional<Safeguard> safeguard, List<Part> parts) {
  public Operation {
    parts = List.copyOf(parts);
  }

  /** One that no parameter forbids. */
  public static Operation of(Definition definition, String target, List<Part> parts) {
    return new Operation(definition, target, Optional.empty(), parts);
  }

  /** The same under a parameter that forbids it. */
  public Operation guardedBy(Safeguard parameter) {
    return new Operation(definition, target, Optional.of(parameter), parts);
  }

  /**
   * What is the same for all targets.
   *
   * @param name lower case words joined by hyphens, such as {@code remove-member}
   * @param what it does, one sentence without a full stop
   * @param about what its targets are
   * @param confirmed whether people have to type the target's name
   */
  public record Definition(
      String name,
      String module,
      String what,
      About about,
      boolean confirmed,
      List<Argument> arguments) {
    public Definition {
      arguments = List.copyOf(arguments);
    }

    public static Definition of(String name, String module, String what, About about) {
      return new Definition(name, module, what, about, false, List.of());
    }

    /** The same with typed confirmation. */
    public Definition confirmed(boolean asked) {
      return new Definition(name, module, what, about, asked, arguments);
    }

    public Definition arguments(Argument... all) {
      return new Definition(name, module, what, about, confirmed, List.of(all));
    }
  }

  /** What a target is. */
  public enum About {
    CLUSTER,
    MEMBER,
    HOST
  }

  /**
   * What people may say about how; a step names it as <code>{arg:NAME}</code> in its commands,
   * where the value stands in for it inside one word.
   *
   * @param type decides what values are accepted
   * @param initial value when nothing is said
   * @param required whether an empty value is refused
   * @param choices accepted values of a choice
   */
  public record Argument(
      String name,
      Type type,
      String meaning,
      String initial,
      boolean required,
      List<String> choices) {
    public Argument {
      choices = List.copyOf(choices);
    }

    /** Any text in one line; none is empty. */
    public static Argument text(String name, String meaning) {
      return new Argument(name, Type.TEXT, meaning, "", false, List.of());
    }

    /** A point in time with its zone; none is empty. */
    public static Argument time(String name, String meaning) {
      return new Argument(name, Type.TIME, meaning, "", false, List.of());
    }

    /** Yes or no; no unless it is given. */
    public static Argument flag(String name, String meaning) {
      return new Argument(name, Type.FLAG, meaning, "no", false, List.of());
    }

    /** One of some words, the first unless told otherwise. */
    public static Argument choice(String name, String meaning, String... words) {
      return new Argument(name, Type.CHOICE, meaning, words[0], false, List.of(words));
    }

    /** The same, and people have to say it. */
    public Argument asRequired() {
      return new Argument(name, type, meaning, initial, true, choices);
    }

    /** The placeholder for its value. */
    public String placeholder() {
      return "{arg:" + name + "}";
    }
  }

  /** What values an argument accepts. */
  public enum Type {
    TEXT,
    TIME,
    FLAG,
    CHOICE
  }

  /**
   * A parameter of the inventory that forbids an operation while it is true.
   *
   * @param on whether it is true for the target
   */
  public record Safeguard(String parameter, boolean on) {}

  /**
   * One step, and when it is taken.
   *
   * @param argument whose value decides; empty when it is always taken
   * @param values with which the step is taken
   */
  public record Part(Step step, String argument, List<String> values) {
    public Part {
      values = List.copyOf(values);
    }

    public static Part of(Step step) {
      return new Part(step, "", List.of());
    }

    /** Taken only when the argument has one of the values. */
    public Part onlyWhen(String name, String... any) {
      return new Part(step, name, List.of(any));
    }
  }
}
