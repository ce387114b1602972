/** One record per parameter section; every component is one parameter of the schema. */
package io.pgfleet.compiler.model.parameter;
