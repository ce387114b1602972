package io.pgfleet.compiler.module.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.parameter.PortalEntry;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.SampleFleet;
import io.pgfleet.compiler.module.Sound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InfraModuleTest {

  @Test
  void everyFileIsAcceptedInItsFormatAndPlacedByAStepOfItsNode() {
    Map<String, PortalEntry> portal = new LinkedHashMap<>();
    portal.put("home", Entries.domain("i.pigsty"));
    portal.put("adm", Entries.of(Optional.empty(), Optional.of("10.10.10.10:8885"), "on"));
    portal.put("docs", Entries.of(Optional.of("/www/docs"), Optional.empty(), "off"));
    for (String sslmode : List.of("disable", "enable", "enforce")) {
      Fleet fleet =
          SampleFleet.of(
              List.of(Entries.node()), List.of(SampleFleet.infra(Entries.node(), portal, sslmode)));
      InfraModule module = new InfraModule();
      Sound.check(module, module.contribute(fleet));
    }
  }

  @Test
  void noPathPassesThroughALinkOfTheSameNode() {
    Fleet fleet =
        SampleFleet.of(List.of(Entries.node()), Map.of("home", Entries.domain("i.pigsty")));
    List<Artifact> artifacts = new InfraModule().contribute(fleet).artifacts();
    List<String> links =
        artifacts.stream()
            .filter(Artifact.Link.class::isInstance)
            .map(one -> ((Artifact.Link) one).path() + "/")
            .toList();
    assertTrue(links.containsAll(List.of("/infra/", "/www/")));
    List<String> through =
        artifacts.stream()
            .filter(Artifact.File.class::isInstance)
            .map(one -> ((Artifact.File) one).path())
            .filter(path -> links.stream().anyMatch(path::startsWith))
            .toList();
    assertEquals(List.of(), through);
  }
}
