package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import java.util.List;
import java.util.Map;

/**
 * Kernel tuning of a node; each component is the parameter of that name in the schema, which
 * documents it.
 */
public record NodeTuning(
    boolean nodeDisableNuma,
    boolean nodeDisableSwap,
    boolean nodeStaticNetwork,
    boolean nodeDiskPrefetch,
    List<String> nodeKernelModules,
    int nodeHugepageCount,
    double nodeHugepageRatio,
    int nodeOvercommitRatio,
    String nodeTune,
    Map<String, Object> nodeSysctlParams) {

  public NodeTuning {
    nodeKernelModules = nodeKernelModules == null ? List.of() : List.copyOf(nodeKernelModules);
    nodeSysctlParams = Ordered.copy(nodeSysctlParams);
  }
}
