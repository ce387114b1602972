package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.NodeVip;
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The name of a floating address.
 *
 * @param cluster the node cluster that holds it
 * @param record address and name
 */
record FloatingName(String cluster, String record) {

  /**
   * One for each node cluster with a floating address; none where the name is that of a database
   * cluster, which has a record of its own: two answers would send half of the clients elsewhere.
   */
  static List<FloatingName> all(Fleet fleet) {
    SortedMap<String, FloatingName> names = new TreeMap<>();
    for (Node node : fleet.nodes()) {
      NodeVip vip = node.parameters().vip();
      String name = node.cluster() + vip.vipDnsSuffix();
      if (vip.vipEnabled() && vip.vipAddress().isPresent() && fleet.cluster(name).isEmpty()) {
        String address = vip.vipAddress().get().split("/", 2)[0];
        String record = ConfText.word(address) + " " + ConfText.word(name);
        names.putIfAbsent(node.cluster(), new FloatingName(node.cluster(), record));
      }
    }
    return List.copyOf(names.values());
  }
}
