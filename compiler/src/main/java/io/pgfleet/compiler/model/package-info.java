/** The nouns: fleet, node, cluster, instance, service, secret reference, as records. */
package io.pgfleet.compiler.model;
