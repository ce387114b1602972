package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import java.util.Map;

/**
 * Identity of the platform; each component is the parameter of that name in the schema, which
 * documents it.
 */
public record Meta(
    String version, String adminIp, String region, String language, Map<String, String> proxyEnv) {

  public Meta {
    proxyEnv = Ordered.copy(proxyEnv);
  }
}
