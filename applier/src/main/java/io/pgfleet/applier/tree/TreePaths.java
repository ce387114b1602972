package io.pgfleet.applier.tree;

import java.util.regex.Pattern;

/** What a path and a block id in a tree may look like, so that none leads elsewhere. */
final class TreePaths {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

  private TreePaths() {}

  /** An absolute path without empty, {@code .} and {@code ..} parts and without control bytes. */
  static boolean isSafe(String path) {
    if (!path.startsWith("/") || path.length() < 2) {
      return false;
    }
    for (String part : path.substring(1).split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return path.chars().noneMatch(c -> c < ' ' || c == 0x7f) && path.indexOf('#') < 0;
  }

  static boolean isBlockId(String id) {
    return ID.matcher(id).matches();
  }
}
