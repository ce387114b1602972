package io.pgfleet.compiler.module.pgsql;

import io.pgfleet.compiler.module.dialect.YamlText;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** A name and its value as they stand in a file, quoted for it. */
record Setting(String name, String value) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

  /** A map as the lines of a YAML mapping. */
  static List<Setting> yaml(SortedMap<String, Object> values) {
    return values.entrySet().stream().map(Setting::yaml).toList();
  }

  private static Setting yaml(Map.Entry<String, Object> one) {
    String name = one.getKey();
    boolean plain = PLAIN.matcher(name).matches();
    return new Setting(plain ? name : YamlText.quote(name), scalar(one.getValue()));
  }

  private static String scalar(Object value) {
    boolean bare = value instanceof Number || value instanceof Boolean;
    return bare ? value.toString() : YamlText.quote(value.toString());
  }
}
