package io.pgfleet.applier.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Octal modes as the JDK wants them; set-id and sticky bits have no counterpart there. */
final class Modes {
  private Modes() {}

  static Set<PosixFilePermission> permissions(String octal) {
    int bits = Integer.parseInt(octal, 8);
    PosixFilePermission[] all = PosixFilePermission.values();
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : all) {
      if ((bits & bit(permission)) != 0) {
        set.add(permission);
      }
    }
    return set;
  }

  static FileAttribute<Set<PosixFilePermission>> attribute(String octal) {
    return PosixFilePermissions.asFileAttribute(permissions(octal));
  }

  /** Four octal digits. */
  static String of(Path place) throws IOException {
    int bits = 0;
    for (PosixFilePermission permission : Files.getPosixFilePermissions(place)) {
      bits |= bit(permission);
    }
    return String.format(Locale.ROOT, "%04o", bits);
  }

  /** The JDK lists them from the owner's read right down to the others' right to execute. */
  private static int bit(PosixFilePermission permission) {
    return 0400 >> permission.ordinal();
  }
}
