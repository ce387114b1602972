package io.pgfleet.applier.secret;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a value is written so that it is safe at the place where its reference stands. */
enum Filter {
  RAW {
    @Override
    String apply(Secret secret, String argument) {
      return secret.value();
    }
  },
  YAML {
    @Override
    String apply(Secret secret, String argument) {
      return Quoting.json(secret.value());
    }
  },
  SQL {
    @Override
    String apply(Secret secret, String argument) {
      return Quoting.sql(secret.value());
    }
  },
  SCRAM {
    @Override
    String apply(Secret secret, String argument) {
      return secret.verifier();
    }
  },
  SCRAM_SQL {
    @Override
    String apply(Secret secret, String argument) {
      return Quoting.sql(SCRAM.apply(secret, argument));
    }
  },
  SCRAM_USERLIST {
    @Override
    String apply(Secret secret, String argument) {
      return Quoting.userlist(SCRAM.apply(secret, argument));
    }
  },
  MD5 {
    @Override
    String apply(Secret secret, String argument) {
      if (argument.isEmpty()) {
        throw new Unfit("its filter md5 needs a user name");
      }
      return Hashes.md5(secret.value(), argument);
    }
  },
  USERLIST {
    @Override
    String apply(Secret secret, String argument) {
      return Quoting.userlist(oneLine(secret));
    }
  },
  URL {
    @Override
    String apply(Secret secret, String argument) {
      return Quoting.url(secret.value());
    }
  },
  PGPASS {
    @Override
    String apply(Secret secret, String argument) {
      return oneLine(secret).replace("\\", "\\\\").replace(":", "\\:");
    }
  },
  SHELL {
    @Override
    String apply(Secret secret, String argument) {
      return "'" + secret.value().replace("'", "'\\''") + "'";
    }
  },
  BALANCER {
    @Override
    String apply(Secret secret, String argument) {
      String text = oneLine(secret);
      return Quoting.isWord(text) ? text : '"' + Quoting.backslash(text, "\\\"$") + '"';
    }
  },
  INI {
    @Override
    String apply(Secret secret, String argument) {
      return oneLine(secret);
    }
  },
  CONF {
    @Override
    String apply(Secret secret, String argument) {
      return '"' + Quoting.backslash(oneLine(secret), "\\\"") + '"';
    }
  },
  HTPASSWD {
    @Override
    String apply(Secret secret, String argument) {
      if (secret.value().getBytes(StandardCharsets.UTF_8).length > Hashes.BCRYPT_BYTES) {
        throw new Unfit("it is longer than the 72 bytes that its place can hold");
      }
      return Hashes.bcrypt(secret.value(), secret.salt());
    }
  },
  KEEPALIVED {
    @Override
    String apply(Secret secret, String argument) {
      String word = secret.value().substring(0, Math.min(8, secret.value().length()));
      boolean plain = word.chars().allMatch(c -> c > ' ' && c < 0x7f && "#!\"{}$~".indexOf(c) < 0);
      if (word.isEmpty() || !plain) {
        throw new Unfit("its first 8 characters are not a plain word");
      }
      return word;
    }
  };

  /** The value cannot be written at that place; says why, without the value. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String reason) {
      super(reason);
    }
  }

  /** The text that takes the reference's place. */
  abstract String apply(Secret secret, String argument);

  /** The filter of that name; empty means the value as it is. */
  static Filter named(String name) {
    if (name.isEmpty()) {
      return RAW;
    }
    for (Filter filter : values()) {
      if (filter != RAW && filter.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return filter;
      }
    }
    throw new Unfit("its filter '" + name + "' is unknown to this applier");
  }

  private static String oneLine(Secret secret) {
    if (secret.value().chars().anyMatch(c -> c == '\n' || c == '\r')) {
      throw new Unfit("it has a line break, which its place cannot hold");
    }
    return secret.value();
  }
}
