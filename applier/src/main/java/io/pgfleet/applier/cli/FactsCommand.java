package io.pgfleet.applier.cli;

import io.pgfleet.applier.node.Hardware;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.NodeException;
import io.pgfleet.applier.node.Nodes;
import io.pgfleet.applier.tree.Connection;
import io.pgfleet.applier.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records what the machines are made of, for the compiler to read. */
@Command(
    name = "facts",
    headerHeading =
        "Examples:%n"
            + "  apply facts --env sandbox                       look at all machines%n"
            + "  apply facts --env sandbox --host 10.10.10.11    look at one%n%n",
    description = {
      "Records the hardware of machines for compile.",
      "Writes processors, memory, disk and operating system to",
      "inventories/ENV/facts/<host>.json. Needs connections.json, which compile writes first,",
      "and nothing on the machines. The limits of a container count as its hardware."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class FactsCommand implements Callable<Integer> {
  private static final int MACHINES_AT_ONCE = 16;

  @Mixin private Folders folders;

  @Option(
      names = "--host",
      split = ",",
      paramLabel = "HOST",
      description = "only these hosts, separated by commas")
  private List<String> only = List.of();

  private final Console console;
  private final Machines machines;

  FactsCommand(Console console, Machines machines) {
    this.console = console;
    this.machines = machines;
  }

  @Override
  public Integer call() {
    SortedMap<String, Connection> connections = selected(Tree.connections(folders.tree()));
    ExecutorService threads = Executors.newFixedThreadPool(MACHINES_AT_ONCE);
    try (Nodes nodes = machines.of(connections, folders.inventory())) {
      SortedMap<String, CompletableFuture<Hardware>> looks = new TreeMap<>();
      for (String host : connections.keySet()) {
        looks.put(host, CompletableFuture.supplyAsync(() -> look(nodes, host), threads));
      }
      return record(connections, looks).number();
    } finally {
      threads.shutdownNow();
    }
  }

  private SortedMap<String, Connection> selected(SortedMap<String, Connection> all) {
    SortedMap<String, Connection> selected = new TreeMap<>(all);
    for (String host : only) {
      if (!all.containsKey(host)) {
        throw new Refusal(
            ExitCode.USAGE,
            "there is no host '" + host + "'; use one of " + String.join(", ", all.keySet()));
      }
    }
    if (!only.isEmpty()) {
      selected.keySet().retainAll(only);
    }
    return selected;
  }

  private static Hardware look(Nodes nodes, String host) {
    try (Node node = nodes.open(host)) {
      return Hardware.of(node);
    }
  }

  private ExitCode record(
      SortedMap<String, Connection> connections,
      SortedMap<String, CompletableFuture<Hardware>> looks) {
    FactsFolder folder = new FactsFolder(folders.inventory().resolve("facts"));
    List<String> failures = new ArrayList<>();
    looks.forEach(
        (host, look) -> {
          try {
            Hardware hardware = look.join();
            boolean changed = folder.write(host, hardware, connections.get(host).user());
            console.data(line(host, hardware, changed));
          } catch (CompletionException e) {
            if (!(e.getCause() instanceof NodeException failure)) {
              throw e;
            }
            failures.add(failure.getMessage());
          }
        });
    failures.forEach(failure -> console.say("error: " + failure));
    return failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String line(String host, Hardware hardware, boolean changed) {
    return String.format(
        Locale.ROOT,
        "%s: %d cpus, %.1f GiB memory, %.0f GiB disk, %s %s %s (%s)%n",
        host,
        hardware.cpu(),
        hardware.memoryBytes() / (double) (1L << 30),
        hardware.dataDiskBytes() / (double) (1L << 30),
        hardware.os().id(),
        hardware.os().version(),
        hardware.arch(),
        changed ? "recorded" : "unchanged");
  }
}
