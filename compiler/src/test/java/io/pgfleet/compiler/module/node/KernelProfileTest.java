package io.pgfleet.compiler.module.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.parameter.NodeTuning;
import io.pgfleet.compiler.module.SampleFleet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KernelProfileTest {

  @Test
  void sharedMemoryIsThreeQuartersInBytesAndPages() {
    Map<String, String> settings = KernelProfile.oltp(SampleFleet.facts()).settings();
    assertEquals("1610612736", settings.get("kernel.shmmax"));
    assertEquals("393216", settings.get("kernel.shmall"));
  }

  @Test
  void everyProfileKeepsSynCookiesAndLeavesForwardingAlone() {
    for (String tune : List.of("oltp", "olap", "crit", "tiny")) {
      Map<String, String> settings = KernelProfile.of(tune, SampleFleet.facts()).settings();
      assertEquals("1", settings.get("net.ipv4.tcp_syncookies"), tune);
      assertFalse(settings.containsKey("net.ipv4.ip_forward"), tune);
    }
  }

  @Test
  void backgroundWritingStartsBeforeWritersAreStopped() {
    for (String tune : List.of("oltp", "olap", "crit", "tiny")) {
      Map<String, String> settings = KernelProfile.of(tune, SampleFleet.facts()).settings();
      int background = Integer.parseInt(settings.get("vm.dirty_background_ratio"));
      assertTrue(background < Integer.parseInt(settings.get("vm.dirty_ratio")), tune);
    }
  }

  @Test
  void scansKeepTheKernelsOwnWriteBackTimes() {
    assertFalse(
        KernelProfile.olap(SampleFleet.facts())
            .settings()
            .containsKey("vm.dirty_expire_centisecs"));
    assertFalse(
        KernelProfile.olap(SampleFleet.facts()).settings().containsKey("vm.overcommit_memory"));
  }

  @Test
  void noneHasNoSettings() {
    assertTrue(KernelProfile.of("none", SampleFleet.facts()).settings().isEmpty());
  }

  @Test
  void ownSettingsWinOverTheProfile() {
    SysctlView view =
        view(Parameters.tuning("oltp", 0, 0, Map.of("vm.swappiness", 7, "net.core.x", "1 2")));
    assertEquals("7", settings(view).get("vm.swappiness"));
    assertEquals("1 2", settings(view).get("net.core.x"));
  }

  @Test
  void aRatioOfOvercommitSwitchesToStrictAccounting() {
    Map<String, String> settings = settings(view(Parameters.tuning("tiny", 0, 80, Map.of())));
    assertEquals("2", settings.get("vm.overcommit_memory"));
    assertEquals("80", settings.get("vm.overcommit_ratio"));
  }

  @Test
  void settingsAreSortedByKey() {
    List<String> keys =
        view(Parameters.tuning("crit", 0, 0, Map.of("a.first", "1"))).settings().stream()
            .map(SysctlView.Setting::key)
            .toList();
    assertEquals(keys.stream().sorted().toList(), keys);
    assertEquals("a.first", keys.get(0));
  }

  @Test
  void hugePagesFollowTheCountThenTheRatio() {
    long memory = 2L << 30;
    assertEquals(100, HugePages.of(memory, 100, 0.5).count());
    assertEquals(922, HugePages.of(memory, 5000, 0).count(), "never more than nine tenths");
    assertEquals(512, HugePages.of(memory, 0, 0.5).count());
    assertEquals(0, HugePages.of(memory, 0, 0.9).count());
    assertEquals(0, HugePages.of(memory, 0, 0).count());
  }

  private static SysctlView view(NodeTuning tuning) {
    return SysctlView.of(Parameters.defaults().tuning(tuning).node("10.10.10.10", "n-1"), true);
  }

  private static Map<String, String> settings(SysctlView view) {
    return view.settings().stream()
        .collect(Collectors.toMap(SysctlView.Setting::key, SysctlView.Setting::value));
  }
}
