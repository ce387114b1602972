package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Facts;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Kernel settings for a kind of load, by key.
 *
 * <p>Source: PostgreSQL's documentation on kernel resources and the reference's profiles. Left out
 * on purpose: forwarding of packets, which a database node does not need, and the switching off of
 * SYN cookies.
 *
 * @param settings keys in the form of sysctl
 */
record KernelProfile(SortedMap<String, String> settings) {
  /** Bytes in a page of memory on the architectures that the platform runs on. */
  private static final long PAGE = 4096;

  private static final int MIB = 1024 * 1024;

  KernelProfile {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** The profile of that name; {@code none} has no settings. */
  static KernelProfile of(String tune, Facts facts) {
    return switch (tune) {
      case "oltp" -> oltp(facts);
      case "olap" -> olap(facts);
      case "crit" -> crit(facts);
      case "tiny" -> tiny(facts);
      default -> new KernelProfile(new TreeMap<>());
    };
  }

  /** Short transactions: small write-back bursts, quick detection of dead peers. */
  static KernelProfile oltp(Facts facts) {
    return large(facts)
        .memory(1, 3, 15)
        .writeBack(500, 100)
        .overcommit(0, 100)
        .network(65535, 8192, 4 * MIB)
        .streams(16 * MIB)
        .peers(60, 20, 3)
        .handshakes(3, 15, 8192)
        .set("fs.file-max", 16777216)
        .set("net.ipv4.tcp_tw_reuse", 1)
        .set("net.netfilter.nf_conntrack_max", 524288)
        .profile();
  }

  /** Long scans: large buffers, lazy write-back. */
  static KernelProfile olap(Facts facts) {
    return large(facts)
        .memory(1, 10, 80)
        .network(65535, 8192, 16 * MIB)
        .streams(32 * MIB)
        .peers(300, 60, 5)
        .handshakes(3, 60, 8192)
        .set("fs.file-max", 134217728)
        .set("net.ipv4.tcp_tw_reuse", 0)
        .set("net.netfilter.nf_conntrack_max", 524288)
        .profile();
  }

  /** Nothing may be lost: as little dirty memory as possible. */
  static KernelProfile crit(Facts facts) {
    return large(facts)
        .memory(1, 1, 5)
        .writeBack(100, 100)
        .overcommit(0, 100)
        .network(65535, 8192, 4 * MIB)
        .streams(16 * MIB)
        .peers(60, 20, 3)
        .handshakes(2, 30, 8192)
        .set("fs.file-max", 16777216)
        .set("net.ipv4.tcp_tw_reuse", 1)
        .set("net.netfilter.nf_conntrack_max", 524288)
        .profile();
  }

  /** Machines of a few cores. */
  static KernelProfile tiny(Facts facts) {
    return common(facts)
        .memory(10, 5, 30)
        .overcommit(0, 200)
        .network(8192, 2048, 4 * MIB)
        .streams(16 * MIB)
        .peers(60, 20, 3)
        .handshakes(3, 30, 4096)
        .set("fs.file-max", 8388608)
        .set("net.ipv4.tcp_tw_reuse", 1)
        .set("net.netfilter.nf_conntrack_max", 65536)
        .profile();
  }

  /** The same, promising no more than swap and that many percent of the memory; 0 leaves it. */
  KernelProfile overcommitting(int ratio) {
    if (ratio <= 0) {
      return this;
    }
    SortedMap<String, String> strict = new TreeMap<>(settings);
    strict.put("vm.overcommit_memory", "2");
    strict.put("vm.overcommit_ratio", String.valueOf(ratio));
    return new KernelProfile(strict);
  }

  /** Machines with many processes that speak to each other. */
  private static KernelSettings large(Facts facts) {
    return common(facts)
        .set("kernel.msgmax", 65536)
        .set("kernel.msgmnb", 65536)
        .set("kernel.msgmni", 32768)
        .set("kernel.pid_max", 131072)
        .set("kernel.sem", "4096 524288 2048 8192");
  }

  private static KernelSettings common(Facts facts) {
    long shared = facts.memoryBytes() / 4 * 3;
    return new KernelSettings()
        .set("fs.aio-max-nr", 1048576)
        .set("kernel.numa_balancing", 0)
        .set("kernel.sched_autogroup_enabled", 0)
        .set("kernel.shmall", shared / PAGE)
        .set("kernel.shmmax", shared)
        .set("kernel.shmmni", 8192)
        .set("net.core.rmem_default", 262144)
        .set("net.core.wmem_default", 262144)
        .set("net.ipv4.ip_local_port_range", "10000 64999")
        .set("net.ipv4.ip_nonlocal_bind", 1)
        .set("net.ipv4.ping_group_range", "0 65535")
        .set("net.ipv4.tcp_max_tw_buckets", 262144)
        .set("net.ipv4.tcp_syncookies", 1)
        .set("net.ipv4.tcp_timestamps", 1)
        .set("vm.mmap_min_addr", 65536)
        .set("vm.zone_reclaim_mode", 0);
  }
}
