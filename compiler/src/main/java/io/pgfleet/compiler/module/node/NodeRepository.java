package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Catalog;
import io.pgfleet.compiler.model.Facts;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PackageRepository;
import io.pgfleet.compiler.model.parameter.PackageUpstreams;
import io.pgfleet.compiler.model.parameter.Upstream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A repository as one node reaches it.
 *
 * @param address where words stand in for nothing but what the package manager itself fills in
 * @param key address of a key; empty when signatures are not checked
 * @param local whether it is the fleet's own
 */
record NodeRepository(
    String name,
    String description,
    String address,
    String key,
    SortedMap<String, String> options,
    boolean local) {
  private static final String LOCAL = "local";

  /** What a node uses, by module; a module without any for its system is left out. */
  static Map<String, List<NodeRepository>> of(Node node, Fleet fleet) {
    List<PackageRepository> known = known(node, fleet);
    String region = fleet.meta().region();
    Map<String, List<NodeRepository>> byModule = new LinkedHashMap<>();
    for (String module : node.parameters().packages().nodeRepoModules().split("[\\s,]+")) {
      List<NodeRepository> found =
          known.stream()
              .filter(one -> one.module().equals(module))
              .map(one -> reached(one, node, region))
              .toList();
      if (!found.isEmpty()) {
        byModule.put(module, found);
      }
    }
    return byModule;
  }

  private static List<PackageRepository> known(Node node, Fleet fleet) {
    Catalog.Release release = fleet.packagesOn(node);
    List<Upstream> own = node.parameters().upstreams().repoUpstream();
    if (own.isEmpty()) {
      return release.repositories();
    }
    int major = Integer.parseInt(release.version().replaceFirst("\\..*", ""));
    List<PackageRepository> known = new ArrayList<>();
    for (Upstream one : own) {
      if (one.covers(major, node.facts().arch())) {
        known.add(repository(one));
      }
    }
    return known;
  }

  private static PackageRepository repository(Upstream one) {
    SortedMap<String, String> options = new TreeMap<>();
    one.meta().forEach((key, value) -> options.put(key, option(value)));
    return new PackageRepository(
        one.module(),
        one.name(),
        one.description().orElse(one.name()),
        new TreeMap<>(one.baseurl()),
        "",
        options,
        one.minor().orElse(false));
  }

  private static String option(Object value) {
    return value instanceof Boolean yes ? (yes ? "1" : "0") : value.toString();
  }

  private static NodeRepository reached(PackageRepository one, Node node, String region) {
    return new NodeRepository(
        one.name(),
        one.description(),
        filled(one.address(region), one.minor(), node),
        filled(one.keyFor(region), false, node),
        one.options(),
        one.module().equals(LOCAL));
  }

  private static String filled(String text, boolean minor, Node node) {
    Facts facts = node.facts();
    PackageUpstreams upstreams = node.parameters().upstreams();
    String address =
        text.replace("${repo_endpoint}", upstreams.repoEndpoint())
            .replace("${repo_name}", upstreams.repoName())
            .replace("${distro_name}", facts.os().id())
            .replace("${distro_codename}", facts.os().codename())
            .replace("${arm}", facts.arch().equals("aarch64") ? "AARCH64-" : "");
    return minor ? address.replace("$releasever", facts.os().version()) : address;
  }
}
