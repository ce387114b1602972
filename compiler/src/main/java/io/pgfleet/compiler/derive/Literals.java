package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.inventory.Block;
import io.pgfleet.compiler.inventory.Inventory;

/** The secrets that an inventory writes or names, those that no host uses included. */
public final class Literals {
  private Literals() {}

  /**
   * Gives every one of them to the index, under the name that it has where it is used.
   *
   * @param inventory as the schema understands it
   */
  public static void each(Inventory inventory, SecretIndex index) {
    JsonForm form = new JsonForm(index);
    each(inventory.all(), form);
    inventory.groups().forEach(group -> each(group.vars(), form));
    inventory.hosts().forEach(host -> each(host.vars(), form));
  }

  /** Gives those of one level to the index. */
  public static void each(Block block, SecretIndex index) {
    each(block, new JsonForm(index));
  }

  private static void each(Block block, JsonForm form) {
    String prefix = block.level().prefix();
    block.settings().forEach((name, setting) -> form.of(prefix + name, setting.value()));
  }
}
