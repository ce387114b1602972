package io.pgfleet.compiler.model;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A repository of packages, as some systems can use it.
 *
 * @param module nodes name it by this word, which several repositories may share
 * @param addresses by region; {@code default} is always there
 * @param key address of the key that its packages are signed with; empty when none is known
 * @param options of the package manager, stronger than ours
 * @param minor whether a system's minor release is part of the address
 */
public record PackageRepository(
    String module,
    String name,
    String description,
    SortedMap<String, String> addresses,
    String key,
    SortedMap<String, String> options,
    boolean minor) {
  private static final String DEFAULT = "default";

  public PackageRepository {
    addresses = new TreeMap<>(addresses);
    options = new TreeMap<>(options);
  }

  /** One of the tables. */
  public static PackageRepository of(
      String module, String name, Map<String, String> addresses, String key) {
    return new PackageRepository(
        module, name, name, new TreeMap<>(addresses), key, new TreeMap<>(), false);
  }

  /** Its address in a region, or the usual one. */
  public String address(String region) {
    return addresses.getOrDefault(region, addresses.getOrDefault(DEFAULT, ""));
  }

  /** The key, where it comes from the place that the packages come from. */
  public String keyFor(String region) {
    return address(region).equals(addresses.get(DEFAULT)) ? key : "";
  }
}
