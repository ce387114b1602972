package io.pgfleet.compiler.render;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Units of systemd: known sections, {@code Key=value} lines in them, continued by a backslash. */
final class SystemdCheck implements Check {
  private static final Pattern SECTION = Pattern.compile("\\[([A-Za-z0-9-]+)]");
  private static final Pattern KNOWN =
      Pattern.compile(
          "Unit|Install|Service|Socket|Timer|Mount|Automount|Path|Slice|Scope|Swap|Manager|Journal"
              + "|Resolve|Time|Network|Match|Link|Login|Coredump|X-.+");
  private static final Pattern SETTING = Pattern.compile("[A-Z][A-Za-z0-9]*\\s*=.*");

  @Override
  public Optional<Flaw> check(String text) {
    boolean inSection = false;
    boolean continued = false;
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      if (line.isBlank() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      Optional<String> wrong = continued ? Optional.empty() : wrong(line, inSection);
      if (wrong.isPresent()) {
        return Optional.of(new Flaw(i + 1, wrong.get()));
      }
      inSection = true;
      continued = line.endsWith("\\");
    }
    return continued
        ? Optional.of(new Flaw(lines.length, "nothing continues the last line"))
        : Optional.empty();
  }

  private static Optional<String> wrong(String line, boolean inSection) {
    Matcher section = SECTION.matcher(line);
    if (section.matches()) {
      boolean known = KNOWN.matcher(section.group(1)).matches();
      return known ? Optional.empty() : Optional.of("unknown section '" + section.group(1) + "'");
    }
    if (!SETTING.matcher(line).matches()) {
      return Optional.of("expected a section, a comment or 'Key=value'");
    }
    return inSection ? Optional.empty() : Optional.of("setting before the first section");
  }
}
