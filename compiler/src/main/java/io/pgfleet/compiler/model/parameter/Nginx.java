package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Ordered;
import io.pgfleet.compiler.model.Secret;
import java.util.Map;

/**
 * The web portal; each component is the parameter of that name in the schema, which documents it.
 */
public record Nginx(
    boolean nginxEnabled,
    boolean nginxClean,
    boolean nginxExporterEnabled,
    int nginxExporterPort,
    String nginxSslmode,
    String nginxCertValidity,
    String nginxHome,
    String nginxData,
    Map<String, Secret> nginxUsers,
    int nginxPort,
    int nginxSslPort,
    boolean certbotSign,
    String certbotEmail,
    String certbotOptions) {

  public Nginx {
    nginxUsers = Ordered.copy(nginxUsers);
  }
}
