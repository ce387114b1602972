package io.pgfleet.compiler.module.pgsql.provision;

/**
 * The script that loads the baseline of a database.
 *
 * @param database quoted as an identifier
 * @param apart whether the text has transactions of its own
 * @param whole the opposite
 * @param text without an end of line at its end
 */
record BaselineView(String title, String database, boolean apart, boolean whole, String text) {}
