package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.PgCluster;
import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.PgRole;
import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.PgBootstrap;
import io.pgfleet.compiler.model.parameter.PgBusiness;
import io.pgfleet.compiler.model.parameter.PgIdentity;
import io.pgfleet.compiler.module.dialect.YamlText;
import io.pgfleet.compiler.module.pgsql.PatroniView.BootstrapView;
import io.pgfleet.compiler.module.pgsql.PatroniView.CallbackView;
import io.pgfleet.compiler.module.pgsql.PatroniView.CitusView;
import io.pgfleet.compiler.module.pgsql.PatroniView.RestView;
import io.pgfleet.compiler.module.pgsql.PatroniView.ServerView;
import io.pgfleet.compiler.module.pgsql.PatroniView.StandbyView;
import io.pgfleet.compiler.module.pgsql.PatroniView.StoreView;
import io.pgfleet.compiler.module.pgsql.PatroniView.TlsView;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the configuration of Patroni for the members of one cluster. */
final class PatroniViews {
  private final Fleet fleet;
  private final PgCluster cluster;
  private final DynamicConfiguration dynamic;

  PatroniViews(Fleet fleet, PgCluster cluster, DynamicConfiguration dynamic) {
    this.fleet = fleet;
    this.cluster = cluster;
    this.dynamic = dynamic;
  }

  PatroniView of(PgInstance instance) {
    PgBootstrap bootstrap = instance.parameters().bootstrap();
    return new PatroniView(
        YamlText.quote(scope()),
        YamlText.quote(instance.name()),
        YamlText.quote("/" + bootstrap.pgNamespace().replaceAll("^/+|/+$", "") + "/"),
        rest(instance),
        store(bootstrap),
        bootstrap(instance),
        citus(bootstrap),
        server(instance),
        YamlText.quote(Watchdog.mode(instance)),
        dynamic.times().safetyMargin(),
        Setting.yaml(tags(instance)));
  }

  private boolean sharded() {
    return cluster.parameters().identity().pgMode().equals("citus");
  }

  private String scope() {
    return sharded() ? dynamic.sharding().shard() : cluster.name();
  }

  private RestView rest(PgInstance instance) {
    PgBootstrap bootstrap = instance.parameters().bootstrap();
    String address = instance.node().host() + ":" + bootstrap.patroniPort();
    List<String> allowed =
        Stream.concat(
                fleet.infra().stream().map(one -> one.node().host()),
                callers().map(one -> one.node().host()))
            .sorted()
            .distinct()
            .map(YamlText::quote)
            .toList();
    return new RestView(
        YamlText.quote(address),
        YamlText.quote(address),
        YamlText.quote(bootstrap.patroniUsername()),
        bootstrap.patroniPassword().yaml(),
        allowed,
        !bootstrap.patroniSslEnabled(),
        bootstrap.patroniSslEnabled() ? Optional.of(serverTls()) : Optional.empty());
  }

  /** The cluster's own members; and workers tell the group that coordinates who leads them. */
  private Stream<PgInstance> callers() {
    boolean coordinates = sharded() && dynamic.sharding().group() == 0;
    return fleet.clusters().stream()
        .filter(one -> one.equals(cluster) || coordinates && isWorker(one))
        .flatMap(one -> one.instances().stream());
  }

  private boolean isWorker(PgCluster other) {
    PgIdentity identity = other.parameters().identity();
    String shard = identity.pgShard().orElse(other.name());
    return identity.pgMode().equals("citus") && shard.equals(dynamic.sharding().shard());
  }

  private static TlsView serverTls() {
    return new TlsView(ClusterPaths.CA, ClusterPaths.CERTIFICATE, ClusterPaths.KEY);
  }

  private StoreView store(PgBootstrap bootstrap) {
    List<EtcdCluster.Member> members = fleet.etcd().map(EtcdCluster::members).orElse(List.of());
    String hosts =
        String.join(
            ",",
            members.stream()
                .map(one -> one.node().host() + ":" + one.parameters().etcdPort())
                .sorted()
                .toList());
    return new StoreView(
        YamlText.quote(hosts),
        YamlText.quote(scope()),
        bootstrap.pgEtcdPassword().yaml(),
        serverTls());
  }

  private BootstrapView bootstrap(PgInstance instance) {
    PgBootstrap bootstrap = instance.parameters().bootstrap();
    boolean checksums = bootstrap.pgChecksum() || Profile.of(bootstrap.pgConf()) == Profile.CRIT;
    return new BootstrapView(
        dynamic.times().ttl(),
        dynamic.times().loopWait(),
        dynamic.times().retryTimeout(),
        dynamic.times().primaryStartTimeout(),
        dynamic.primaryStopTimeout(),
        dynamic.maximumLag(),
        dynamic.synchronous(),
        dynamic.strict(),
        dynamic.failsafe(),
        dynamic.upstream().map(PatroniViews::standby),
        YamlText.quote(cluster.name()),
        YamlText.quote(dynamic.sharding().shard()),
        dynamic.sharding().group(),
        dynamic.version(),
        Setting.yaml(dynamic.parameters()),
        checksums,
        !checksums && dynamic.version() >= 18,
        initdb(bootstrap, instance.parameters().install().pgVersion()));
  }

  private static StandbyView standby(DynamicConfiguration.Upstream upstream) {
    return new StandbyView(
        YamlText.quote(upstream.host()),
        upstream.port(),
        Optional.of(upstream.delay()).filter(one -> !one.isEmpty()).map(YamlText::quote));
  }

  /** From 17 on, the server itself can sort by code points, whatever the system's library does. */
  private static List<Setting> initdb(PgBootstrap bootstrap, int major) {
    String locale = bootstrap.pgLocale();
    boolean builtin = major >= 17 && (locale.equals("C") || locale.equals("C.UTF-8"));
    Stream<Setting> first =
        builtin
            ? Stream.of(option("locale-provider", "builtin"), option("builtin-locale", locale))
            : Stream.of(option("locale", locale));
    return Stream.of(
            Stream.of(option("encoding", bootstrap.pgEncoding())),
            first,
            Stream.of(
                option("lc-collate", bootstrap.pgLcCollate()),
                option("lc-ctype", bootstrap.pgLcCtype())))
        .flatMap(one -> one)
        .toList();
  }

  private static Setting option(String name, String value) {
    return new Setting(name, YamlText.quote(value));
  }

  private Optional<CitusView> citus(PgBootstrap bootstrap) {
    return sharded()
        ? Optional.of(
            new CitusView(YamlText.quote(bootstrap.pgPrimaryDb()), dynamic.sharding().group()))
        : Optional.empty();
  }

  private ServerView server(PgInstance instance) {
    PgInstance.Parameters parameters = instance.parameters();
    PgBusiness business = parameters.business();
    Secret superuser = business.pgDbsuPassword();
    return new ServerView(
        YamlText.quote(ListenAddresses.of(instance) + ":" + parameters.bootstrap().pgPort()),
        YamlText.quote(instance.node().host() + ":" + parameters.bootstrap().pgPort()),
        YamlText.quote(parameters.bootstrap().pgData()),
        YamlText.quote(parameters.install().pgBinDir()),
        YamlText.quote(ClusterPaths.LINK + "/conf/patroni.pgpass"),
        YamlText.quote(parameters.install().pgDbsu()),
        superuser.empty() ? Optional.empty() : Optional.of(superuser.yaml()),
        YamlText.quote(business.pgReplicationUsername()),
        business.pgReplicationPassword().yaml(),
        callbacks(),
        Setting.yaml(local(instance)),
        Repository.of(instance).shared(),
        YamlText.quote(restore()));
  }

  private static List<CallbackView> callbacks() {
    String command = PgScript.CALLBACK.run().get(0);
    return Stream.of("on_start", "on_stop", "on_restart", "on_reload", "on_role_change")
        .map(event -> new CallbackView(event, command))
        .toList();
  }

  private String restore() {
    return "/usr/bin/pgbackrest --stanza=" + cluster.name() + " --delta restore";
  }

  private SortedMap<String, Object> local(PgInstance instance) {
    SortedMap<String, Object> local =
        new TreeMap<>(ServerParameters.differences(instance, dynamic.parameters()));
    PgBootstrap bootstrap = instance.parameters().bootstrap();
    local.put("hba_file", ClusterPaths.HBA);
    local.put("unix_socket_directories", bootstrap.pgLocalhost() + ", /tmp");
    if (instance.role() == PgRole.DELAYED && !bootstrap.pgDelay().equals("0")) {
      local.put("recovery_min_apply_delay", bootstrap.pgDelay());
    }
    return local;
  }

  /**
   * An offline or a delayed instance is never promoted nor waited for, and who reads through a
   * service does not expect a delayed one; an upstream is named by its member name, as Patroni
   * looks it up.
   */
  private SortedMap<String, Object> tags(PgInstance instance) {
    boolean aside = instance.role() == PgRole.OFFLINE || instance.role() == PgRole.DELAYED;
    SortedMap<String, Object> tags = new TreeMap<>();
    tags.put("clonefrom", instance.role() != PgRole.DELAYED);
    tags.put("conf", instance.parameters().bootstrap().pgConf());
    tags.put("nofailover", aside);
    tags.put("noloadbalance", instance.role() == PgRole.DELAYED);
    tags.put("nosync", aside);
    tags.put("spec", Hardware.of(instance.node().facts()).word());
    tags.put("version", Integer.toString(instance.parameters().install().pgVersion()));
    cascade(instance).ifPresent(name -> tags.put("replicatefrom", name));
    return tags;
  }

  private Optional<String> cascade(PgInstance instance) {
    return instance
        .parameters()
        .identity()
        .pgUpstream()
        .flatMap(
            host ->
                cluster.instances().stream()
                    .filter(one -> one != instance && one.node().host().equals(host))
                    .map(PgInstance::name)
                    .findFirst());
  }
}
