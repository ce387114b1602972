package io.pgfleet.compiler;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.diagnostic.Severity;
import io.pgfleet.compiler.inventory.Block;
import io.pgfleet.compiler.inventory.Inventory;
import io.pgfleet.compiler.inventory.Setting;
import io.pgfleet.compiler.inventory.Value;
import io.pgfleet.compiler.review.BlastRadius;
import io.pgfleet.compiler.schema.Documentation;
import io.pgfleet.compiler.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a parameter drives in an environment: how its tree differs when the parameter has another
 * value. It is tried and not looked up, so it is true of that very environment.
 *
 * @param tried the other value; empty when none could be tried
 * @param radius what differs on hosts and in groups
 * @param documents what differs of the files that belong to no host and no group
 * @param obstacle why nothing could be tried; empty otherwise
 */
public record Influence(
    Optional<Value> tried, BlastRadius radius, List<String> documents, String obstacle) {
  private static final List<String> SUMMARIES = List.of("README.md", "manifest.json");
  private static final int MOST_PLACES = 5;

  /**
   * Tries the examples of a parameter, then its default, in place of what holds: everywhere, and
   * where that is not valid, at one of the places that set it. The first that makes a difference
   * counts.
   *
   * @throws InvalidInventoryException when the inventory as it is can't be compiled
   */
  public static Influence of(Compiler compiler, String environment, Documentation parameter) {
    Tree now = compiler.preview(environment, UnaryOperator.identity(), true).orElse(null);
    if (now == null) {
      return none("its secrets and certificates are not recorded yet; compile it first");
    }
    List<Value> values = new ArrayList<>(parameter.examples());
    parameter.defaultValue().ifPresent(values::add);
    List.copyOf(values).forEach(one -> neighbour(one).ifPresent(values::add));
    Influence best = none("the schema has no other value to try");
    for (Value value : values) {
      Setting setting = new Setting(value.origin(), value);
      Influence found = tried(compiler, environment, now, setting, parameter.name());
      if (!found.isNothing()) {
        return found;
      }
      best = best.obstacle.isEmpty() ? best : found;
    }
    return best;
  }

  private static Influence none(String obstacle) {
    return new Influence(Optional.empty(), BlastRadius.none(), List.of(), obstacle);
  }

  /** Whether no file and no step is known to depend on the parameter. */
  public boolean isNothing() {
    return radius.isEmpty() && documents.isEmpty();
  }

  private static List<String> documents(Tree now, Tree other) {
    SortedSet<String> names = new TreeSet<>(now.files().keySet());
    names.addAll(other.files().keySet());
    return names.stream()
        .filter(name -> !name.matches("(nodes|groups)/.*") && !SUMMARIES.contains(name))
        .filter(name -> !Arrays.equals(now.files().get(name), other.files().get(name)))
        .toList();
  }

  /** The other truth, or a number that is not far; what is not valid is passed over later. */
  private static Optional<Value> neighbour(Value value) {
    if (!(value instanceof Value.Scalar scalar)) {
      return Optional.empty();
    }
    Object content = scalar.content().orElse("");
    Object other = null;
    if (content instanceof Boolean truth) {
      other = !truth;
    } else if (content instanceof Long number) {
      other = number + 7;
    }
    return Optional.ofNullable(other)
        .map(one -> new Value.Scalar(scalar.origin(), Optional.of(one), one.toString(), false));
  }

  private static Influence tried(
      Compiler compiler, String environment, Tree now, Setting value, String name) {
    Influence first = none("");
    for (int place = -1; place < MOST_PLACES; place++) {
      Replacement replacement = new Replacement(name, value, place);
      try {
        Tree other = compiler.preview(environment, replacement, false).orElseThrow();
        BlastRadius radius = BlastRadius.between(now.files(), other.files());
        Influence found =
            new Influence(Optional.of(value.value()), radius, documents(now, other), "");
        if (place < 0 || !found.isNothing()) {
          return found;
        }
      } catch (InvalidInventoryException e) {
        first = first.obstacle.isEmpty() ? none(error(e)) : first;
      }
      if (place >= 0 && replacement.places <= place) {
        break;
      }
    }
    return first;
  }

  private static String error(InvalidInventoryException e) {
    return e.diagnostics().stream()
        .filter(one -> one.severity() == Severity.ERROR)
        .findFirst()
        .map(Diagnostic::message)
        .orElse("the inventory would not be valid");
  }

  /** Puts a value in place of what an inventory has: everywhere, or at one of the places. */
  private static final class Replacement implements UnaryOperator<Inventory> {
    private final String name;
    private final Setting value;
    private final int only;
    private int places;

    /**
     * @param only the number of the place to change; negative for everywhere
     */
    Replacement(String name, Setting value, int only) {
      this.name = name;
      this.value = value;
      this.only = only;
    }

    @Override
    public Inventory apply(Inventory inventory) {
      Inventory changed = inventory.map(this::replace);
      if (only >= 0) {
        return changed;
      }
      return new Inventory(
          changed.environment(),
          changed.origin(),
          put(changed.all()),
          changed.groups(),
          changed.hosts());
    }

    private Block replace(Block block) {
      boolean sets = block.settings().containsKey(name);
      return sets && (only < 0 || places++ == only) ? put(block) : block;
    }

    private Block put(Block block) {
      Map<String, Setting> settings = new LinkedHashMap<>(block.settings());
      Setting old = settings.get(name);
      settings.put(name, new Setting(old == null ? value.name() : old.name(), value.value()));
      return block.with(settings);
    }
  }
}
