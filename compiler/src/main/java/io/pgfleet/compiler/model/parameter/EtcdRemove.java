package io.pgfleet.compiler.model.parameter;

/**
 * What removing an etcd member takes along, and whether it is allowed; each component is the
 * parameter of that name in the schema, which documents it.
 */
public record EtcdRemove(boolean etcdSafeguard, boolean etcdRmData, boolean etcdRmPkg) {}
