package io.pgfleet.compiler.model.parameter;

import java.util.List;

/**
 * Where repositories of packages are; each component is the parameter of that name in the schema,
 * which documents it.
 *
 * @param repoUpstream empty for those of the tables
 */
public record PackageUpstreams(List<Upstream> repoUpstream, String repoName, String repoEndpoint) {
  public PackageUpstreams {
    repoUpstream = repoUpstream == null ? List.of() : List.copyOf(repoUpstream);
  }
}
