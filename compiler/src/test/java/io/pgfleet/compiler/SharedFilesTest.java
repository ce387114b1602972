package io.pgfleet.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.junit.jupiter.api.Test;

/** What the expected trees do with files that the system and other people write too. */
final class SharedFilesTest {
  private static final Path GOLDEN = SandboxFleet.root().resolve("compiler/src/test/golden");

  /** Files that others write too: only lines or drop-ins beside them may be ours. */
  private static final Pattern SHARED =
      Pattern.compile(
          "/etc/(hosts|resolv\\.conf|crontab|sysctl\\.conf|sudoers|fstab|passwd|group|profile|bashrc"
              + "|environment|security/limits\\.conf|selinux/config|dnf/dnf\\.conf|yum\\.conf"
              + "|apt/sources\\.list|ssh/sshd_config|default/grub|yum\\.repos\\.d/(rocky|alma|redhat"
              + "|oracle|epel).*)|.*/\\.(bashrc|bash_profile|profile)|.*/authorized_keys");

  @Test
  void filesThatOthersWriteTooAreNeverOwnedWhole() throws IOException {
    List<String> owned = new ArrayList<>();
    int lines = 0;
    for (JSONObject entry : entries()) {
      boolean shared = SHARED.matcher(entry.getString("path")).matches();
      if (shared && entry.getString("kind").equals("block")) {
        lines++;
      } else if (shared) {
        owned.add(entry.getString("kind") + " " + entry.getString("path"));
      }
    }
    assertEquals(List.of(), owned);
    assertTrue(lines > 5, lines + " blocks");
  }

  private static List<JSONObject> entries() throws IOException {
    List<Path> manifests;
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      manifests =
          files.filter(one -> one.toString().matches(".*/nodes/[^/]+/manifest\\.json")).toList();
    }
    assertTrue(manifests.size() > 5, manifests.toString());
    List<JSONObject> entries = new ArrayList<>();
    for (Path one : manifests) {
      JSONArray all =
          new JSONObject(new JSONTokener(Files.readString(one))).getJSONArray("entries");
      all.forEach(entry -> entries.add((JSONObject) entry));
    }
    return entries;
  }
}
