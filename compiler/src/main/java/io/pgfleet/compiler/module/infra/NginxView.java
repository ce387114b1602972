package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.PackageSource;

/**
 * What holds for every server of the portal.
 *
 * @param user that workers run as
 */
record NginxView(String user) {

  static NginxView of(PackageSource source) {
    return new NginxView(user(source));
  }

  /** Debian's package runs as the user of all web servers, others' as one of their own. */
  static String user(PackageSource source) {
    return source == PackageSource.DEBIAN ? "www-data" : "nginx";
  }
}
