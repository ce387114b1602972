package io.pgfleet.compiler;

import io.pgfleet.compiler.module.Module;
import io.pgfleet.compiler.module.etcd.EtcdModule;
import io.pgfleet.compiler.module.infra.InfraModule;
import io.pgfleet.compiler.module.node.NodeModule;
import io.pgfleet.compiler.module.pgsql.PgsqlModule;
import java.util.List;

/** The modules of the platform; a module exists when it stands here. */
final class Modules {

  /** In the order in which their steps stand within a phase. */
  static final List<Module> ALL =
      List.of(new NodeModule(), new InfraModule(), new EtcdModule(), new PgsqlModule());

  private Modules() {}
}
