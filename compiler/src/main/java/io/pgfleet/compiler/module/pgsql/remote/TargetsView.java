package io.pgfleet.compiler.module.pgsql.remote;

import io.pgfleet.compiler.module.dialect.YamlText;
import java.util.List;

/** Where the exporters of one cluster's servers are asked. */
record TargetsView(List<Target> targets) {

  record Target(String cluster, String instance, String server, String address) {}

  static TargetsView of(String watcher, List<RemoteServer> servers) {
    return new TargetsView(
        servers.stream()
            .map(
                one ->
                    new Target(
                        YamlText.quote(one.cluster()),
                        YamlText.quote(one.name()),
                        YamlText.quote(one.host() + ":" + one.serverPort()),
                        YamlText.quote(watcher + ":" + one.port())))
            .toList());
  }
}
