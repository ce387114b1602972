package io.pgfleet.applier.cli;

import io.pgfleet.applier.tree.NodeManifest;
import io.pgfleet.applier.tree.Tree;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Whether the program is about the machine that it runs on, and which one of the tree that is. */
final class Local {
  @Option(
      names = "--local",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "HOST",
      description =
          "only the machine that this runs on, without ssh; steps that need the turn of another "
              + "are left to a run over all (default: the host that has one of its addresses or "
              + "its name)")
  private String local;

  boolean isAsked() {
    return local != null;
  }

  /** The inventory host that this machine is. */
  String host(Tree tree) {
    Set<String> names = local.isEmpty() ? names() : Set.of(local);
    List<String> hosts =
        tree.nodes().values().stream()
            .filter(node -> names.contains(node.host()) || names.contains(node.node()))
            .map(NodeManifest::host)
            .toList();
    if (hosts.size() != 1) {
      throw new Refusal(
          ExitCode.USAGE,
          (hosts.isEmpty() ? "no host" : hosts.size() + " hosts")
              + " of '"
              + tree.environment()
              + "' are called "
              + String.join(" or ", names)
              + "; name this machine with --local=HOST");
    }
    return hosts.get(0);
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress())
          .forEach(address -> names.add(address.getHostAddress()));
      names.add(InetAddress.getLocalHost().getHostName());
    } catch (SocketException | UnknownHostException nameless) {
      names.add("this machine (" + nameless.getMessage() + ")");
    }
    return names;
  }
}
