package io.pgfleet.compiler.module.pgsql.access;

import io.pgfleet.compiler.model.Service;
import io.pgfleet.compiler.module.dialect.HaproxyText;
import java.util.List;

/** A port behind which the members of a cluster answer. */
record ServiceView(
    String name,
    String bind,
    int port,
    int maxconn,
    String balance,
    String check,
    String defaults,
    List<Server> servers) {

  /** The authority's certificate on a member. */
  static final String AUTHORITY = "/pg/cert/ca.crt";

  /** A member with its own options. */
  record Server(String name, String address, String options) {}

  static ServiceView of(Service service, HealthCheck check, String authority) {
    return new ServiceView(
        HaproxyText.name(service.fullName()),
        HaproxyText.options(service.bind()),
        service.port(),
        service.maxconn(),
        HaproxyText.options(service.balance()),
        HaproxyText.word(service.check()),
        HaproxyText.options(service.options().orElseGet(check::options)),
        service.backends().stream().map(one -> server(one, authority)).toList());
  }

  private static Server server(Service.Backend member, String authority) {
    String tls = member.tls() ? "check-ssl ca-file " + authority + " " : "";
    String options =
        tls
            + "check port "
            + member.checkPort()
            + " weight "
            + member.weight()
            + (member.backup() ? " backup" : "");
    return new Server(
        HaproxyText.name(member.name()), member.address() + ":" + member.port(), options);
  }
}
