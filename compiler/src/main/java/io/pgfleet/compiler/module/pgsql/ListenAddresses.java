package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.model.parameter.PgAccess;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The addresses that a server listens on.
 *
 * <p>In {@code pg_listen}, <code>${ip}</code> is the host, <code>${lo}</code> the loopback address
 * and <code>${vip}</code> the cluster's floating address; without one, that item is left out.
 */
final class ListenAddresses {
  private static final String VIP = "${vip}";

  private ListenAddresses() {}

  static String of(PgInstance instance) {
    Optional<String> vip = vip(instance.parameters().access());
    return Arrays.stream(instance.parameters().bootstrap().pgListen().split(","))
        .map(String::trim)
        .filter(one -> !one.equals(VIP) || vip.isPresent())
        .map(one -> one.replace("${ip}", instance.node().host()))
        .map(one -> one.replace("${lo}", "127.0.0.1"))
        .map(one -> one.replace(VIP, vip.orElse("")))
        .collect(Collectors.joining(","));
  }

  private static Optional<String> vip(PgAccess access) {
    String address = access.pgVipAddress();
    boolean usable =
        access.pgVipEnabled() && address.contains("/") && !address.startsWith("127.0.0.");
    return usable ? Optional.of(address.substring(0, address.indexOf('/'))) : Optional.empty();
  }
}
