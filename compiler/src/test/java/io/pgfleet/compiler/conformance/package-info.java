/** What nine inventories of the reference become here, held against what they are there. */
package io.pgfleet.compiler.conformance;
