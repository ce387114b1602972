package io.pgfleet.compiler.model.parameter;

import java.util.List;

/**
 * Packages and repositories of a node; each component is the parameter of that name in the schema,
 * which documents it.
 */
public record NodePackages(
    String nodeRepoModules,
    boolean nodeRepoRemove,
    List<String> nodePackages,
    List<String> nodeDefaultPackages,
    String nodeUvEnv,
    String nodePipPackages) {

  public NodePackages {
    nodePackages = nodePackages == null ? List.of() : List.copyOf(nodePackages);
    nodeDefaultPackages =
        nodeDefaultPackages == null ? List.of() : List.copyOf(nodeDefaultPackages);
  }
}
