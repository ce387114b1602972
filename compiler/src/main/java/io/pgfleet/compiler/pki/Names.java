package io.pgfleet.compiler.pki;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names and addresses that one certificate is valid for, in the making. */
final class Names {
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private final SortedSet<String> dnsNames = new TreeSet<>();
  private final SortedSet<String> addresses = new TreeSet<>();

  /** Names and addresses of a service that its own machine asks, too. */
  static Names local() {
    return new Names().add("localhost").add("127.0.0.1");
  }

  /** Adds a name or an address, with or without the length of its network. */
  Names add(String nameOrAddress) {
    String one = nameOrAddress.replaceFirst("/\\d+$", "");
    (ADDRESS.matcher(one).matches() ? addresses : dnsNames).add(one);
    return this;
  }

  Names add(Optional<String> nameOrAddress) {
    nameOrAddress.ifPresent(this::add);
    return this;
  }

  SortedSet<String> dnsNames() {
    return dnsNames;
  }

  SortedSet<String> addresses() {
    return addresses;
  }
}
