package io.pgfleet.compiler.model;

/**
 * A recorded public certificate and the reference to its private key.
 *
 * @param name such as {@code etcd/etcd-1}
 * @param pem the certificate as PEM text, final newline included
 */
public record Certificate(String name, String pem, Secret key) {}
