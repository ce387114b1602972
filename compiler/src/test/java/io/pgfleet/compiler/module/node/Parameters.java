package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.Haproxy;
import io.pgfleet.compiler.model.parameter.HaproxyService;
import io.pgfleet.compiler.model.parameter.NodeAdmin;
import io.pgfleet.compiler.model.parameter.NodeDns;
import io.pgfleet.compiler.model.parameter.NodeIdentity;
import io.pgfleet.compiler.model.parameter.NodeTime;
import io.pgfleet.compiler.model.parameter.NodeTuning;
import io.pgfleet.compiler.model.parameter.NodeVip;
import io.pgfleet.compiler.model.parameter.PackageUpstreams;
import io.pgfleet.compiler.module.SampleFleet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node's parameters for tests: the schema's defaults but for what a test sets. */
public final class Parameters {
  private NodeIdentity identity = new NodeIdentity(Optional.empty(), "demo", true, false, true);
  private NodeDns dns =
      new NodeDns(
          true,
          List.of("10.10.10.10 i.pigsty"),
          List.of(),
          "add",
          List.of("10.10.10.10"),
          List.of("options single-request-reopen timeout:1"));
  private List<String> packages = List.of("openssh-server");
  private NodeTuning tuning = tuning("oltp", 0, 0, Map.of());
  private NodeAdmin admin = admin("dba", "nopass", List.of());
  private NodeTime time =
      new NodeTime("", true, List.of("pool pool.ntp.org iburst"), true, List.of());
  private NodeVip vip = vip(false, "backup", false, SampleFleet.EMPTY);
  private Haproxy haproxy = haproxy(true, SampleFleet.SECRET, List.of());

  static NodeTuning tuning(String tune, int pages, int overcommit, Map<String, Object> own) {
    return new NodeTuning(
        false, false, true, false, List.of("softdog"), pages, 0, overcommit, tune, own);
  }

  static NodeAdmin admin(String name, String sudo, List<String> keys) {
    return new NodeAdmin("/data", true, 88, name, sudo, true, true, keys, Map.of());
  }

  static NodeVip vip(boolean enabled, String role, boolean preempt, Secret password) {
    return new NodeVip(
        enabled,
        enabled ? Optional.of("10.10.10.3") : Optional.empty(),
        enabled ? Optional.of(128) : Optional.empty(),
        role,
        preempt,
        "eth0",
        ".vip",
        password,
        9650);
  }

  static Haproxy haproxy(boolean authenticated, Secret password, List<HaproxyService> services) {
    return new Haproxy(
        true, false, true, authenticated, "admin", password, 9101, "24h", "12h", services);
  }

  public static Parameters defaults() {
    return new Parameters();
  }

  Parameters exchangingNames() {
    identity = new NodeIdentity(Optional.empty(), "demo", true, true, true);
    return this;
  }

  Parameters dns(NodeDns other) {
    dns = other;
    return this;
  }

  Parameters packages(String... names) {
    packages = List.of(names);
    return this;
  }

  Parameters tuning(NodeTuning other) {
    tuning = other;
    return this;
  }

  Parameters admin(NodeAdmin other) {
    admin = other;
    return this;
  }

  Parameters time(NodeTime other) {
    time = other;
    return this;
  }

  Parameters vip(NodeVip other) {
    vip = other;
    return this;
  }

  Parameters haproxy(Haproxy other) {
    haproxy = other;
    return this;
  }

  public Node node(String host, String name) {
    return SampleFleet.node(
        host,
        name,
        new Node.Parameters(
            identity,
            dns,
            SampleFleet.packages(packages),
            tuning,
            SampleFleet.security(),
            admin,
            time,
            vip,
            haproxy,
            new PackageUpstreams(List.of(), "pigsty", "http://10.10.10.10:80")));
  }
}
