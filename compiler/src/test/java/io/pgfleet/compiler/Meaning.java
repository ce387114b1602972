package io.pgfleet.compiler;

import io.pgfleet.compiler.module.Format;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.json.JSONArray;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a file says to the program that reads it: its settings without comments and layout. */
final class Meaning {
  private static final Pattern WHOLE_LINE = Pattern.compile("^\\s*(#|;|--).*$");
  private static final Pattern HASH = Pattern.compile("(^|\\s)#[^'\"]*$");
  private static final Pattern DASHES = Pattern.compile("(^|\\s)--\\s[^'\"]*$");
  private static final Pattern MARKUP = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

  private Meaning() {}

  /** Equal for texts that mean the same. */
  static Object of(Format format, String text) {
    return switch (format) {
      case YAML -> new Load(LoadSettings.builder().build()).loadFromString(text);
      case JSON -> new JSONArray("[" + text + "]").toList();
      case SQL -> lines(text, DASHES);
      case INI, CONF, NGINX, KEEPALIVED, HAPROXY, SYSTEMD, HBA, SHELL, CRON -> lines(text, HASH);
      case HTML -> MARKUP.matcher(text).replaceAll("");
      case PEM, TEXT -> text;
    };
  }

  private static List<String> lines(String text, Pattern comment) {
    return Arrays.stream(text.split("\n"))
        .map(line -> WHOLE_LINE.matcher(line).replaceAll(""))
        .map(line -> comment.matcher(line).replaceAll(""))
        .map(line -> line.trim().replaceAll("\\s+", " "))
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
