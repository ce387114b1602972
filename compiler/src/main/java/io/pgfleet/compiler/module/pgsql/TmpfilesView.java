package io.pgfleet.compiler.module.pgsql;

/** Who owns the directory of the server's sockets. */
record TmpfilesView(String user) {}
