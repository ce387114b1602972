package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An item of {@code repo_upstream}; without releases or architectures it holds for all. */
public record Upstream(
    String name,
    Optional<String> description,
    String module,
    List<Integer> releases,
    List<String> arch,
    Map<String, String> baseurl,
    Map<String, Object> meta,
    Optional<Boolean> minor,
    Optional<Boolean> enable) {
  public Upstream {
    releases = releases == null ? List.of() : List.copyOf(releases);
    arch = arch == null ? List.of() : List.copyOf(arch);
    baseurl = baseurl == null ? Map.of() : Ordered.copy(baseurl);
    meta = meta == null ? Map.of() : Ordered.copy(meta);
  }

  /** Whether it is of use to a machine of that major release and architecture. */
  public boolean covers(int release, String architecture) {
    return enable.orElse(true)
        && (releases.isEmpty() || releases.contains(release))
        && (arch.isEmpty() || arch.contains(architecture));
  }
}
