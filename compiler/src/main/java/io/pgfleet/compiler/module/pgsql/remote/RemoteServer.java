package io.pgfleet.compiler.module.pgsql.remote;

import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.model.parameter.RemoteServers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A server that is only watched.
 *
 * @param port of its exporter on the watching node
 * @param own what its entry says; anything else is as for all
 */
record RemoteServer(int port, Map<String, Object> own, RemoteServers all) {
  private static final String PLAIN = "-._~:/?@!&()*+,;=%";

  String cluster() {
    return text("pg_cluster", "");
  }

  String name() {
    return cluster() + "-" + text("pg_seq", "");
  }

  String unit() {
    return "pg_exporter_" + name() + ".service";
  }

  String host() {
    return text("pg_host", "");
  }

  int serverPort() {
    return Integer.parseInt(text("pg_port", "5432"));
  }

  String config() {
    return "/etc/" + text("pg_exporter_config", all.pgExporterConfig());
  }

  String options() {
    return text("pg_exporter_options", all.pgExporterOptions()).strip();
  }

  /** The address that is asked, its password a reference. */
  String url() {
    if (own.get("pg_exporter_url") instanceof Secret url && !url.empty()) {
      return url.raw();
    }
    String params = text("pg_exporter_params", all.pgExporterParams());
    return "postgres://"
        + safe(text("pg_monitor_username", all.pgMonitorUsername()))
        + ":"
        + password().filtered("url")
        + "@"
        + safe(host() + ":" + serverPort() + "/postgres" + (params.isEmpty() ? "" : "?" + params));
  }

  /** Signs that an address may not hold are percent-encoded. */
  private static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      char sign = (char) (one & 0xff);
      boolean plain = sign < 128 && (Character.isLetterOrDigit(sign) || PLAIN.indexOf(sign) >= 0);
      safe.append(plain ? String.valueOf(sign) : "%%%02X".formatted((int) sign));
    }
    return safe.toString();
  }

  private Secret password() {
    return own.get("pg_monitor_password") instanceof Secret secret
        ? secret
        : all.pgMonitorPassword();
  }

  boolean discovers() {
    Object value = own.get("pg_exporter_auto_discovery");
    return value == null ? all.pgExporterAutoDiscovery() : Boolean.parseBoolean(value.toString());
  }

  String excluded() {
    return text("pg_exporter_exclude_database", all.pgExporterExcludeDatabase());
  }

  String included() {
    return text("pg_exporter_include_database", all.pgExporterIncludeDatabase());
  }

  int timeout() {
    return Integer.parseInt(
        text("pg_exporter_connect_timeout", Integer.toString(all.pgExporterConnectTimeout())));
  }

  private String text(String field, String otherwise) {
    Object value = own.get(field);
    return value == null ? otherwise : value.toString();
  }
}
