/** One small type per dialect of a file: how text stands in it safely, and what it can't carry. */
package io.pgfleet.compiler.module.dialect;
