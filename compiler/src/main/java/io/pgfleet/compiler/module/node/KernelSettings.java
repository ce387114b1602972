package io.pgfleet.compiler.module.node;

import java.util.SortedMap;
import java.util.TreeMap;

/** Kernel settings in the making, in groups that belong together. */
final class KernelSettings {
  private final SortedMap<String, String> settings = new TreeMap<>();

  KernelSettings set(String key, Object value) {
    settings.put(key, value.toString());
    return this;
  }

  /** How eagerly memory is swapped, and the shares of it, in percent, that may be dirty. */
  KernelSettings memory(int swappiness, int dirtyBackground, int dirty) {
    return set("vm.swappiness", swappiness)
        .set("vm.dirty_background_ratio", dirtyBackground)
        .set("vm.dirty_ratio", dirty);
  }

  /** Hundredths of a second after which dirty pages are old, and between the looks at them. */
  KernelSettings writeBack(int expire, int writeback) {
    return set("vm.dirty_expire_centisecs", expire).set("vm.dirty_writeback_centisecs", writeback);
  }

  KernelSettings overcommit(int mode, int ratio) {
    return set("vm.overcommit_memory", mode).set("vm.overcommit_ratio", ratio);
  }

  /** Lengths of queues, and the largest socket buffer in bytes. */
  KernelSettings network(int connections, int packets, int buffer) {
    return set("net.core.somaxconn", connections)
        .set("net.core.netdev_max_backlog", packets)
        .set("net.core.rmem_max", buffer)
        .set("net.core.wmem_max", buffer);
  }

  /** The largest buffer of a connection, in bytes, that the kernel grows to by itself. */
  KernelSettings streams(int buffer) {
    return set("net.ipv4.tcp_rmem", "4096 87380 " + buffer)
        .set("net.ipv4.tcp_wmem", "4096 16384 " + buffer)
        .set("net.ipv4.udp_mem", "3145728 4194304 " + buffer);
  }

  /** When a silent peer is first asked (seconds), how often after that, and how many times. */
  KernelSettings peers(int time, int interval, int probes) {
    return set("net.ipv4.tcp_keepalive_time", time)
        .set("net.ipv4.tcp_keepalive_intvl", interval)
        .set("net.ipv4.tcp_keepalive_probes", probes);
  }

  /** Retries of a handshake, seconds that a closing connection lingers, half-open connections. */
  KernelSettings handshakes(int retries, int linger, int backlog) {
    return set("net.ipv4.tcp_syn_retries", retries)
        .set("net.ipv4.tcp_synack_retries", retries)
        .set("net.ipv4.tcp_fin_timeout", linger)
        .set("net.ipv4.tcp_max_syn_backlog", backlog);
  }

  KernelProfile profile() {
    return new KernelProfile(settings);
  }
}
