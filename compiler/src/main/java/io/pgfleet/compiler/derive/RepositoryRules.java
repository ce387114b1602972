package io.pgfleet.compiler.derive;

import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Suggestions;
import io.pgfleet.compiler.inventory.Scope;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.PackageRepository;
import io.pgfleet.compiler.model.parameter.PackageUpstreams;
import io.pgfleet.compiler.model.parameter.Upstream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The repositories that hosts are told to use exist. */
final class RepositoryRules {
  private static final String MODULES = "node_repo_modules";
  private static final String OWN = "local";

  /** The systems' own repositories, which nodes have without being told. */
  private static final String VENDORS = "node";

  private final Diagnostics diagnostics;
  private final Map<String, Node> nodes;
  private final Set<String> known = new TreeSet<>();

  RepositoryRules(Fleet fleet, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.nodes = fleet.nodes().stream().collect(Collectors.toMap(Node::host, Function.identity()));
    fleet.catalog().releases().stream()
        .flatMap(release -> release.repositories().stream())
        .map(PackageRepository::module)
        .forEach(known::add);
  }

  void check(List<Scope> hosts) {
    if (known.isEmpty()) {
      // the systems' own repositories are all that is used
      return;
    }
    hosts.forEach(this::checkNames);
    List<Scope> asking = hosts.stream().filter(one -> words(one).contains(OWN)).toList();
    if (!asking.isEmpty()) {
      warnOfOwn(asking.get(0), asking.size());
    }
  }

  private void checkNames(Scope scope) {
    Set<String> all = new TreeSet<>(known);
    all.add(VENDORS);
    upstreams(scope).repoUpstream().stream().map(Upstream::module).forEach(all::add);
    for (String word : words(scope)) {
      if (!all.contains(word)) {
        diagnostics.warning(
            "F059",
            Items.origin(scope, MODULES),
            "no repository belongs to the module '" + word + "'",
            Suggestions.nearest(word, all)
                .map(one -> "did you mean '" + one + "'?")
                .orElse("use one of " + String.join(", ", all)));
      }
    }
  }

  private void warnOfOwn(Scope first, int count) {
    PackageUpstreams upstreams = upstreams(first);
    diagnostics.warning(
        "F066",
        Items.origin(first, MODULES),
        "%s packages from the fleet's own repository '%s/%s', which has to be there before an apply"
            .formatted(
                count == 1 ? "a host takes" : count + " hosts take",
                upstreams.repoEndpoint(),
                upstreams.repoName()),
        "build it there, or name others: node_repo_modules: node,infra,pgsql");
  }

  private List<String> words(Scope scope) {
    String modules = nodes.get(scope.host()).parameters().packages().nodeRepoModules();
    return List.of(modules.split("[\\s,]+")).stream().filter(one -> !one.isEmpty()).toList();
  }

  private PackageUpstreams upstreams(Scope scope) {
    return nodes.get(scope.host()).parameters().upstreams();
  }
}
