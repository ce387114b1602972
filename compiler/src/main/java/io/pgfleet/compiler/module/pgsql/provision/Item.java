package io.pgfleet.compiler.module.pgsql.provision;

import java.util.List;

/**
 * The smallest thing that is made again as a whole: a role, a database, what lies in one.
 *
 * @param id printed by the probe when a wish does not hold, such as {@code role test}
 * @param file payload's name below the cluster's folder for provisioning
 * @param before wishes that no transaction can hold, in order
 * @param wishes the others; they come true together or not at all
 */
record Item(String id, String file, List<Wish> before, List<Wish> wishes) {
  Item {
    before = List.copyOf(before);
    wishes = List.copyOf(wishes);
  }

  /** An item whose file is named like its id. */
  static Item of(String kind, String name, List<Wish> wishes) {
    return of(kind, name, List.of(), wishes);
  }

  static Item of(String kind, String name, List<Wish> before, List<Wish> wishes) {
    return new Item(kind + " " + name, kind + "-" + name + ".sql", before, wishes);
  }

  boolean empty() {
    return before.isEmpty() && wishes.isEmpty();
  }
}
