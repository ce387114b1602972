package io.pgfleet.applier.drill;

import io.pgfleet.applier.cluster.Database;
import io.pgfleet.applier.cluster.Members;
import io.pgfleet.applier.cluster.Ran;
import io.pgfleet.applier.fleet.FleetNode;
import java.util.List;

/** The cluster pg-test of the drills, which begins with two members and mostly has three. */
record TestCluster(Platform platform) {
  static final String NAME = "pg-test";
  private static final String THIRD = "pg_seq: 3, pg_role: replica";

  FleetNode third() {
    return platform.node("pg-test-3");
  }

  /** All that the inventory names now. */
  Members members() {
    List<FleetNode> two = List.of(platform.node("pg-test-1"), platform.node("pg-test-2"));
    return hasThird() ? new Members(List.of(two.get(0), two.get(1), third())) : new Members(two);
  }

  boolean hasThird() {
    return platform.checkout().says(THIRD);
  }

  /** Names the third member in the inventory and applies. */
  Ran addThird() {
    platform
        .checkout()
        .insertBefore(
            "# further members of the cluster", third().address() + ": { " + THIRD + " }");
    return platform.apply();
  }

  /** Takes the third member out of the inventory and applies. */
  Ran forgetThird() {
    platform.checkout().remove(THIRD);
    return platform.apply();
  }

  /** Three members, one leads, the others follow. */
  Members settled() {
    if (!hasThird()) {
      // what a removal left has no packages any more, and nodes reach no source of packages
      third().renew();
      addThird();
    }
    Members members = members();
    platform.settled(members);
    return members;
  }

  /** The first member that is not that one. */
  FleetNode otherThan(FleetNode node) {
    return members().nodes().stream().filter(one -> one != node).findFirst().orElseThrow();
  }

  /** Where writers go in, on another member than that one. */
  Database entryAwayFrom(FleetNode node) {
    return Platform.test(otherThan(node), 5433);
  }
}
