/** Private keys of certificates among the secrets of an environment: plain, sealed or opened. */
package io.pgfleet.compiler.keys;
