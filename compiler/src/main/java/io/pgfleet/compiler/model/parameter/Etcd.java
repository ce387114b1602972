package io.pgfleet.compiler.model.parameter;

import io.pgfleet.compiler.model.Secret;

/**
 * An etcd member; each component is the parameter of that name in the schema, which documents it.
 */
public record Etcd(
    int etcdSeq,
    String etcdCluster,
    boolean etcdLearner,
    String etcdData,
    int etcdPort,
    int etcdPeerPort,
    String etcdInit,
    int etcdElectionTimeout,
    int etcdHeartbeatInterval,
    Secret etcdRootPassword) {}
