package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A profile of the tuned daemon: kernel settings, and what only the daemon sets (processors, disks,
 * huge pages).
 *
 * <p>Source: the reference's profiles, read against tuned's own documentation of its plug-ins.
 */
enum TunedProfile {
  OLTP("network-latency", true, 64, 2),
  OLAP("network-throughput", true, 2048, 0),
  CRIT("network-latency", true, 128, 1),
  TINY("", false, 0, 0);

  /** The daemon's own profile that this one builds on; empty for none. */
  private final String base;

  /** Whether processors are kept from saving energy. */
  private final boolean busy;

  /** Read ahead from fast disks, in KiB; 0 leaves it. */
  private final int readahead;

  /** 0 merges requests to fast disks, 1 in simple cases only, 2 never. */
  private final int merges;

  TunedProfile(String base, boolean busy, int readahead, int merges) {
    this.base = base;
    this.busy = busy;
    this.readahead = readahead;
    this.merges = merges;
  }

  /** Its name, as in {@code node_tune}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The profile on that node's hardware. */
  TunedView view(Node node) {
    List<TunedView.Section> sections = new ArrayList<>();
    sections.add(main());
    if (busy) {
      sections.add(
          section(
              "cpu",
              "force_latency=1",
              "governor=performance",
              "energy_perf_bias=performance",
              "min_perf_pct=100"));
    }
    sections.add(section("vm", "transparent_hugepages=never"));
    sections.add(disk("vd", "vd[a-z]"));
    sections.add(disk("xvd", "xvd[a-z]"));
    sections.add(fastDisk());
    if (busy) {
      sections.add(section("scheduler", "sched_migration_cost_ns=500000"));
    }
    sections.add(new TunedView.Section("sysctl", kernel(node)));
    return new TunedView(sections);
  }

  private TunedView.Section main() {
    String summary = "summary=Optimize for " + name() + " System";
    return base.isEmpty() ? section("main", summary) : section("main", summary, "include=" + base);
  }

  private static TunedView.Section disk(String name, String devices) {
    return section("disk-scheduler-" + name, "type=disk", "devices=" + devices, "elevator=none");
  }

  private TunedView.Section fastDisk() {
    TunedView.Section plain = disk("nvme", "nvme*");
    if (readahead == 0) {
      return plain;
    }
    List<TunedView.Setting> settings = new ArrayList<>(plain.settings());
    settings.add(new TunedView.Setting("readahead=" + readahead));
    settings.add(new TunedView.Setting("nomerges=" + merges));
    return new TunedView.Section(plain.name(), settings);
  }

  private List<TunedView.Setting> kernel(Node node) {
    return KernelProfile.of(word(), node.facts())
        .overcommitting(node.parameters().tuning().nodeOvercommitRatio())
        .settings()
        .entrySet()
        .stream()
        .map(one -> new TunedView.Setting(one.getKey() + "=" + one.getValue()))
        .toList();
  }

  private static TunedView.Section section(String name, String... lines) {
    return new TunedView.Section(name, Arrays.stream(lines).map(TunedView.Setting::new).toList());
  }
}
