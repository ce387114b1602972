package io.pgfleet.compiler.model.parameter;

/**
 * The certificate authority; each component is the parameter of that name in the schema, which
 * documents it.
 */
public record CertificateAuthority(boolean caCreate, String caCn, String certValidity) {}
