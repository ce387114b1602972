/** YAML to located values, merged by precedence into one scope per host. */
package io.pgfleet.compiler.inventory;
