/** Scopes to the fleet; the only place of rules across entities. */
package io.pgfleet.compiler.derive;
