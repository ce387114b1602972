package io.pgfleet.compiler.inventory;

import io.pgfleet.compiler.diagnostic.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All values for one host after precedence, or for the platform as a whole.
 *
 * @param host IPv4 address; empty for the platform
 * @param origin where the host is named first
 * @param groups the groups it is in, weakest first
 * @param blocks what applies to it, weakest first, beginning with the schema's defaults
 */
public record Scope(String host, Origin origin, List<String> groups, List<Block> blocks) {
  public Scope {
    groups = List.copyOf(groups);
    blocks = List.copyOf(blocks);
  }

  /** A value, its place and the level that sets it. */
  public record Effective(Level level, Setting setting) {
    public Value value() {
      return setting.value();
    }

    /** Where the value stands; for an empty one, where its name does. */
    public Origin origin() {
      return value().origin();
    }
  }

  /** Everything that sets the parameter, weakest first; the last one holds. */
  public List<Effective> chain(String parameter) {
    List<Effective> chain = new ArrayList<>();
    for (Block block : blocks) {
      Setting setting = block.settings().get(parameter);
      if (setting != null) {
        chain.add(new Effective(block.level(), setting));
      }
    }
    return chain;
  }

  /** The value that holds; empty when nothing sets it or what sets it last is empty. */
  public Optional<Effective> effective(String parameter) {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Setting setting = blocks.get(i).settings().get(parameter);
      if (setting != null) {
        return isNothing(setting.value())
            ? Optional.empty()
            : Optional.of(new Effective(blocks.get(i).level(), setting));
      }
    }
    return Optional.empty();
  }

  /** The value that the inventory itself sets, defaults left out. */
  public Optional<Effective> written(String parameter) {
    return effective(parameter).filter(one -> one.level().kind() != Level.Kind.DEFAULT);
  }

  /** Names that the inventory itself sets, defaults left out. */
  public Set<String> writtenNames() {
    Set<String> names = new TreeSet<>();
    blocks.stream()
        .filter(one -> one.level().kind() != Level.Kind.DEFAULT)
        .forEach(one -> names.addAll(one.settings().keySet()));
    return names;
  }

  private static boolean isNothing(Value value) {
    return value instanceof Value.Scalar scalar && scalar.content().isEmpty();
  }
}
