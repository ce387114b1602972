package io.pgfleet.compiler.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The inventory of a demo environment with a given number of hosts: two infra nodes, three members
 * of etcd, and clusters of three instances with users, databases, services, rules of access,
 * parameters and backup; some with a floating address, some with hosts that set their own.
 *
 * @param hosts at least 6
 */
record LargeFleet(int hosts) {
  private static final int CORE = 3;
  private static final int MEMBERS = 3;
  private static final int CLUSTERS_PER_NETWORK = 60;

  LargeFleet {
    if (hosts < 2 * CORE) {
      throw new IllegalArgumentException("at least " + 2 * CORE + " hosts");
    }
  }

  /** Writes inventory, facts and env.yml into the folder of an environment. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("facts"));
    write(folder.resolve("env.yml"), "demo: true\npackages: debian\n");
    write(folder.resolve("inventory.yml"), inventory());
    for (int host = 0; host < hosts; host++) {
      write(folder.resolve("facts/" + address(host) + ".json"), facts(host));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** The address of a host by number: the first three are infra and etcd, then come clusters. */
  static String address(int host) {
    int member = host - CORE;
    int cluster = Math.floorDiv(member, MEMBERS);
    int network = Math.floorDiv(cluster, CLUSTERS_PER_NETWORK);
    return host < CORE
        ? "10.20.0." + (2 + host)
        : "10.20." + (1 + network) + "." + (2 + member - network * CLUSTERS_PER_NETWORK * MEMBERS);
  }

  private static String facts(int host) {
    boolean large = host % 4 == 0;
    return """
        {
          "cpu": %d,
          "memoryBytes": %d,
          "dataDiskBytes": %d,
          "arch": "x86_64",
          "os": { "id": "debian", "version": "12", "codename": "bookworm" },
          "user": "admin",
          "hostname": "host-%d"
        }
        """
        .formatted(large ? 16 : 8, (large ? 64L : 32L) << 30, 400L << 30, host);
  }

  private String inventory() {
    StringBuilder text = new StringBuilder();
    text.append("all:\n  children:\n");
    text.append("    infra:\n      hosts:\n");
    for (int i = 0; i < 2; i++) {
      text.append("        %s: { infra_seq: %d }\n".formatted(address(i), i + 1));
    }
    text.append("    etcd:\n      hosts:\n");
    for (int i = 0; i < CORE; i++) {
      text.append("        %s: { etcd_seq: %d }\n".formatted(address(i), i + 1));
    }
    for (int first = CORE; first < hosts; first += MEMBERS) {
      cluster(text, (first - CORE) / MEMBERS, first);
    }
    return text.append(PLATFORM.formatted(address(0))).toString();
  }

  private void cluster(StringBuilder text, int number, int first) {
    String name = String.format(Locale.ROOT, "pg-app%04d", number);
    text.append("    ").append(name).append(":\n      hosts:\n");
    List<String> roles = List.of("primary", "replica", number % 5 == 0 ? "offline" : "replica");
    for (int i = 0; i < MEMBERS && first + i < hosts; i++) {
      text.append("        %s: { %s }\n".formatted(address(first + i), own(number, i, roles)));
    }
    text.append(VARS.replace("CLUSTER", name).replace("NUMBER", Integer.toString(number)));
    for (int extra = 0; extra < number % 3; extra++) {
      text.append("          - { name: extra%d, owner: app_owner }\n".formatted(extra));
    }
    if (number % 3 == 0) {
      text.append(VIP.formatted(vip(number), 1 + number / 3));
    }
    if (number % 7 == 0) {
      text.append(PARAMETERS);
    }
  }

  private static String own(int cluster, int member, List<String> roles) {
    List<String> settings = new ArrayList<>();
    settings.add("pg_seq: " + (member + 1));
    settings.add("pg_role: " + roles.get(member));
    if (cluster % 4 == 1 && member == 1) {
      settings.add("pg_offline_query: true");
      settings.add("pg_weight: 50");
    }
    if (cluster % 6 == 2) {
      settings.add("node_tune: olap");
    }
    return String.join(", ", settings);
  }

  private static String vip(int cluster) {
    int network = cluster / CLUSTERS_PER_NETWORK;
    return "10.20." + (1 + network) + "." + (200 + cluster % CLUSTERS_PER_NETWORK / 3);
  }

  private static final String VARS =
      """
            vars:
              pg_cluster: CLUSTER
              pg_users:
                - { name: app_owner, password: Owner.NUMBER, pgbouncer: true, roles: [dbrole_admin], comment: owner of the databases of CLUSTER }
                - { name: app_rw, password: Writer.NUMBER, pgbouncer: true, roles: [dbrole_readwrite], pool_mode: transaction }
                - { name: app_ro, password: Reader.NUMBER, pgbouncer: true, roles: [dbrole_readonly], parameters: { statement_timeout: 60s } }
                - { name: app_report, password: Report.NUMBER, roles: [dbrole_offline], comment: long queries on the offline instance }
              pg_services:
                - { name: reports, ip: "*", port: 5440, dest: default, check: /replica, selector: "[? pg_role == `replica` ]", backup: "[? pg_role == `primary` ]", maxconn: 1000, balance: leastconn }
              pg_hba_rules:
                - { title: the application's network, user: app_rw, db: app, addr: 10.20.0.0/16, auth: pwd, order: 700 }
                - { title: reports from inside, user: app_report, db: all, addr: intra, auth: ssl, order: 710 }
              pgb_hba_rules:
                - { title: pooled readers, user: app_ro, db: app, addr: intra, auth: pwd, order: 700 }
              pg_databases:
                - { name: app, owner: app_owner, comment: the application of CLUSTER, schemas: [app, audit], extensions: [pg_trgm, { name: btree_gin }] }
      """;

  private static final String VIP =
      """
              vip_enabled: true
              vip_address: %s
              vip_vrid: %d
              vip_interface: eth0
      """;

  private static final String PARAMETERS =
      """
              pg_parameters: { log_min_duration_statement: 250, work_mem: 32MB }
              pg_conf: olap.yml
      """;

  private static final String PLATFORM =
      """
        vars:
          version: v4.0.0
          admin_ip: %s
          infra_portal:
            home: { domain: i.example }
          node_tune: oltp
          pg_conf: oltp.yml
          pg_version: 15
          pg_dbsu_home: /var/lib/postgresql
          pg_rto: norm
          pgbackrest_method: local
          pg_admin_password: Bench.Admin
          pg_monitor_password: Bench.Monitor
          pg_replication_password: Bench.Replication
          patroni_password: Bench.Patroni
          haproxy_admin_password: Bench.Haproxy
          etcd_root_password: Bench.Etcd
      """;
}
