/** From an inventory to the files of every host: the pipeline and the list of modules. */
package io.pgfleet.compiler;
