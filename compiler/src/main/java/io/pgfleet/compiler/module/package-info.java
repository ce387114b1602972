/** What a module is: artifacts, their types, and the ordered steps that activate them. */
package io.pgfleet.compiler.module;
