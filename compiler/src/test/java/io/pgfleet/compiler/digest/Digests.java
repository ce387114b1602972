package io.pgfleet.compiler.digest;

import io.pgfleet.compiler.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compiles the sandbox's inventory many times as whole processes, each time written and run
 * differently, and compares the digests of the trees.
 *
 * <p>What differs: order of keys, groups, hosts and files; number of threads; time zone; language;
 * umask; and the JDK, of those that are named.
 */
final class Digests {
  private static final List<String> ZONES =
      List.of("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati");
  private static final List<String> LANGUAGES =
      List.of("en US", "tr TR", "ar EG", "de CH", "th TH");
  private static final List<String> MASKS = List.of("022", "077", "002", "027");

  private final Path root;
  private final Path scratch;
  private final List<String> homes;
  private final SortedMap<String, Integer> found = new TreeMap<>();

  private Digests(Path root, Path scratch, List<String> homes) {
    this.root = root;
    this.scratch = scratch;
    this.homes = homes;
  }

  /** The checkout's folder, a scratch folder, how many runs, then homes of JDKs. */
  public static void main(String[] words) throws IOException, InterruptedException {
    List<String> homes = List.of(words).subList(3, words.length);
    Digests digests = new Digests(Path.of(words[0]), Path.of(words[1]), homes);
    int runs = Integer.parseInt(words[2]);
    for (int seed = 0; seed < runs; seed++) {
      digests.run(seed);
    }
    digests.found.forEach((digest, count) -> System.out.println(digest + "  " + count + " runs"));
    if (digests.found.size() != 1) {
      System.exit(1);
    }
  }

  private void run(int seed) throws IOException, InterruptedException {
    Random random = new Random(seed);
    Path folder = scratch.resolve("run" + seed);
    Path inputs = folder.resolve("inventories/sandbox");
    Folders.copy(root.resolve("inventories/sandbox"), inputs);
    Path inventory = inputs.resolve("inventory.yml");
    Path written = Files.move(inventory, folder.resolve("written.yml"));
    new ShuffledInventory(random).write(written, inputs);
    String conditions = compile(folder, seed, random);
    String digest = digest(Folders.read(folder.resolve("out/sandbox")));
    if (found.merge(digest, 1, Integer::sum) == 1) {
      System.out.println(digest + "  first of run " + seed + ": " + conditions);
    }
    Folders.delete(folder);
  }

  private String compile(Path folder, int seed, Random random)
      throws IOException, InterruptedException {
    String[] language = one(LANGUAGES, random).split(" ");
    String options =
        "-XX:ActiveProcessorCount=%d -Duser.language=%s -Duser.country=%s"
            .formatted(1 + random.nextInt(8), language[0], language[1]);
    String mask = one(MASKS, random);
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            "umask \"$0\" && exec \"$@\"",
            mask,
            root.resolve("compiler/bin/compile").toString(),
            "--env",
            "sandbox",
            "--inventories",
            folder.resolve("inventories").toString());
    Map<String, String> environment = builder.environment();
    environment.put("TZ", one(ZONES, random));
    environment.put("LANG", language[0] + "_" + language[1] + ".UTF-8");
    environment.put("LC_ALL", random.nextBoolean() ? "C" : environment.get("LANG"));
    environment.put("JAVA_TOOL_OPTIONS", options);
    if (!homes.isEmpty()) {
      environment.put("JAVA_HOME", homes.get(seed % homes.size()));
    }
    Path words = folder.resolve("words.txt");
    builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(words.toFile());
    if (builder.start().waitFor() != 0) {
      throw new IOException("run " + seed + " failed:\n" + Files.readString(words));
    }
    return options + " umask " + mask + " TZ " + environment.get("TZ");
  }

  private static String one(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static String digest(SortedMap<String, byte[]> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (path, bytes) -> {
            digest.update((path + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
