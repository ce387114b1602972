/**
 * Keeps the values of a demo environment's secrets, and gives everybody else references to them.
 */
package io.pgfleet.compiler.secret;
