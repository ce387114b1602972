/** The schema as people meet it while they write: tried in the program that editors ask. */
package io.pgfleet.compiler.editor;
