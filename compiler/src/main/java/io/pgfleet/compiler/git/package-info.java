/** Commits a published tree when it changed, and reads trees of other commits. */
package io.pgfleet.compiler.git;
