package io.pgfleet.compiler.tree;

import java.util.List;

/**
 * Places on a node where a mistake can cut the way to it: who may log in and how, who may become
 * root, and how packets travel.
 */
final class Lifelines {
  private static final List<String> FILES =
      List.of(
          "/etc/hosts.allow",
          "/etc/hosts.deny",
          "/etc/nftables.conf",
          "/etc/nsswitch.conf",
          "/etc/pgfleet/security.conf",
          "/etc/sudo.conf",
          "/etc/sudoers",
          "/etc/sysctl.conf");

  private static final List<String> FOLDERS =
      List.of(
          "/etc/NetworkManager/",
          "/etc/firewalld/",
          "/etc/iptables/",
          "/etc/netplan/",
          "/etc/network/",
          "/etc/nftables.d/",
          "/etc/pam.d/",
          "/etc/security/",
          "/etc/ssh/",
          "/etc/sudoers.d/",
          "/etc/sysctl.d/",
          "/etc/systemd/network/",
          "/etc/systemd/system/ssh.service.d/",
          "/etc/systemd/system/sshd.service.d/",
          "/etc/ufw/");

  private static final String KEYS = "/.ssh/authorized_keys";

  private Lifelines() {}

  static boolean has(String path) {
    return FILES.contains(path)
        || FOLDERS.stream().anyMatch(path::startsWith)
        || path.endsWith(KEYS);
  }
}
