package io.pgfleet.compiler.model;

import java.util.List;
import java.util.Optional;

/**
 * A setting of a PostgreSQL server, as the server of one major version describes it.
 *
 * @param unit what a bare number counts, such as {@code 8kB}; empty for none
 * @param least smallest value in that unit; empty for no numbers, as is {@code greatest}
 * @param words of an enumeration
 */
public record ServerSetting(
    String name,
    Reach reach,
    Kind kind,
    String unit,
    String least,
    String greatest,
    List<String> words) {

  public ServerSetting {
    words = List.copyOf(words);
  }

  /** What a change of a setting needs. */
  public enum Reach {
    /** It follows from how the server was built or its data were made. */
    NEVER,
    /** The server starts again. */
    RESTART,
    /** The server reads its files again. */
    RELOAD,
    /** It holds for new sessions. */
    SESSION,
    /** Each session and each role may have its own. */
    ROLE;

    /** By the word in the column {@code context} of {@code pg_settings}. */
    public static Reach of(String context) {
      return switch (context) {
        case "internal" -> NEVER;
        case "postmaster" -> RESTART;
        case "sighup" -> RELOAD;
        case "backend", "superuser-backend" -> SESSION;
        case "superuser", "user" -> ROLE;
        default -> throw new IllegalArgumentException("no context is called " + context);
      };
    }
  }

  /** What values it takes. */
  public enum Kind {
    BOOL,
    INTEGER,
    REAL,
    STRING,
    ENUM
  }

  /** What was expected, when the server would refuse that value. */
  public Optional<String> refusal(Object value) {
    String text = value.toString().strip();
    return switch (kind) {
      case STRING -> Optional.empty();
      case BOOL -> expected(SettingWords.flag(text), "'on' or 'off'");
      case ENUM -> expected(SettingWords.knows(this, text), SettingWords.list(words));
      case INTEGER, REAL -> SettingNumber.refusal(this, text);
    };
  }

  private static Optional<String> expected(boolean accepted, String words) {
    return accepted ? Optional.empty() : Optional.of(words);
  }
}
