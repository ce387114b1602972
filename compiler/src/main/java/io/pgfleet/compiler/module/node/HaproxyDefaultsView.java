package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.parameter.Haproxy;
import io.pgfleet.compiler.module.dialect.HaproxyText;

/**
 * What holds for every service unless it says otherwise.
 *
 * @param client how long a client may be silent, such as {@code 24h}
 * @param server how long a server may be silent
 */
record HaproxyDefaultsView(String client, String server) {

  static HaproxyDefaultsView of(Haproxy haproxy) {
    return new HaproxyDefaultsView(
        HaproxyText.word(haproxy.haproxyClientTimeout()),
        HaproxyText.word(haproxy.haproxyServerTimeout()));
  }
}
