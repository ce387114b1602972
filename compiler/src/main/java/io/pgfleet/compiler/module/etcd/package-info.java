/** The store of consensus: configuration, joining, accounts and rights of clusters. */
package io.pgfleet.compiler.module.etcd;
