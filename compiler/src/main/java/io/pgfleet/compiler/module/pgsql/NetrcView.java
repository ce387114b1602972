package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.model.PgInstance;
import io.pgfleet.compiler.module.dialect.JsonText;

/** The account with which changes are asked of Patroni's HTTP interface. */
record NetrcView(String host, String user, String password) {

  static NetrcView of(PgInstance instance) {
    return new NetrcView(
        instance.node().host(),
        JsonText.quote(instance.parameters().bootstrap().patroniUsername()),
        instance.parameters().bootstrap().patroniPassword().filtered("conf"));
  }
}
