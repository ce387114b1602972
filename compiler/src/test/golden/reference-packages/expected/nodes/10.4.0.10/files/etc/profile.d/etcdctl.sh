# etcdctl in login shells: addresses and certificates for all, the account for those who may read it.
export ETCDCTL_API=3
export ETCDCTL_ENDPOINTS=https://10.4.0.10:2379
export ETCDCTL_CACERT=/etc/etcd/ca.crt
export ETCDCTL_CERT=/etc/etcd/server.crt
export ETCDCTL_KEY=/etc/etcd/server.key

# Who may read the account's password need not type it.
etcdctl() {
  if [ -r /etc/etcd/etcd.pass ]; then
    /usr/local/lib/pgfleet/etcd-root "$@"
  else
    command etcdctl "$@"
  fi
}
