package io.pgfleet.compiler.module.etcd;

import io.pgfleet.compiler.model.EtcdCluster;
import io.pgfleet.compiler.module.dialect.ShellText;

/** What the scripts on a member need to know of it and of the others; each value a shell word. */
record EtcdMemberView(
    String name,
    String data,
    String peer,
    String client,
    String members,
    String others,
    String start,
    String learner) {

  static EtcdMemberView of(EtcdCluster cluster, EtcdCluster.Member member) {
    return new EtcdMemberView(
        ShellText.word(member.name()),
        ShellText.word(member.parameters().etcdData()),
        ShellText.word(EtcdUrls.peer(member)),
        ShellText.word(EtcdUrls.client(member)),
        ShellText.word(EtcdUrls.initialCluster(cluster)),
        ShellText.word(
            EtcdUrls.endpoints(
                    cluster.members().stream().filter(one -> !one.equals(member)).toList())
                .replace(',', ' ')),
        ShellText.word(member.parameters().etcdInit()),
        member.parameters().etcdLearner() ? "yes" : "no");
  }
}
