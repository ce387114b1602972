package io.pgfleet.compiler.module.etcd;

/** Where etcd's files lie on a member. */
final class EtcdPaths {
  static final String DIRECTORY = "/etc/etcd";
  static final String CONF = DIRECTORY + "/etcd.conf";
  static final String PASSWORD = DIRECTORY + "/etcd.pass";
  static final String MEMBER = DIRECTORY + "/member.env";
  static final String CA = DIRECTORY + "/ca.crt";
  static final String CERTIFICATE = DIRECTORY + "/server.crt";
  static final String KEY = DIRECTORY + "/server.key";
  static final String UNIT = "/etc/systemd/system/etcd.service";
  static final String PROFILE = "/etc/profile.d/etcdctl.sh";

  private EtcdPaths() {}
}
