package io.pgfleet.compiler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures the compiler and prints a table: what is expected on two quiet cores, and what was
 * found.
 *
 * <p>Words choose what is measured: validate, compile, doubling, change, nothing, commit; without
 * any, everything is.
 */
final class Figures {
  private static final int RUNS = 5;
  private static final int LONG_RUNS = 3;
  private static final int COMMIT_HOSTS = 150;

  private final Path root;
  private final Path scratch;

  private Figures(Path root, Path scratch) {
    this.root = root;
    this.scratch = scratch;
  }

  /** The checkout's folder, a scratch folder, then what to measure. */
  public static void main(String[] words) throws IOException, InterruptedException {
    Figures figures = new Figures(Path.of(words[0]), Path.of(words[1]));
    List<String> wanted = List.of(words).subList(2, words.length);
    System.out.printf("%-38s %-22s %8s %8s %8s%n", "figure", "expected", "wall s", "cpu s", "MB");
    for (String one :
        wanted.isEmpty()
            ? List.of("validate", "nothing", "change", "compile", "doubling", "commit")
            : wanted) {
      figures.measure(one);
    }
  }

  private void measure(String what) throws IOException, InterruptedException {
    switch (what) {
      case "validate" -> {
        print("validate 20 hosts", "0.6 s", validate(20));
        print("validate 1000 hosts", "2.5 s", validate(1000));
      }
      case "nothing" -> {
        print("nothing changed, 300 hosts", "0.8 s", bench(300).median(RUNS, () -> {}));
        print("nothing changed, 1000 hosts", "0.8 s", bench(1000).median(RUNS, () -> {}));
      }
      case "change" -> {
        Bench bench = bench(300);
        print(
            "one parameter changed, 300 hosts",
            "1.0 s",
            bench.median(RUNS, bench::changeOneParameter));
      }
      case "compile" -> print("compile 1000 hosts", "20 s, 768 MB", compile(1000));
      case "doubling" -> doubling();
      case "commit" -> commit();
      default -> throw new IllegalArgumentException("can't measure '" + what + "'");
    }
  }

  private Bench bench(int hosts) throws IOException, InterruptedException {
    return Bench.of(root, scratch, hosts);
  }

  private Sample validate(int hosts) throws IOException, InterruptedException {
    return bench(hosts).median(RUNS, () -> {}, "validate");
  }

  /** The whole tree from nothing; secrets and certificates are recorded already. */
  private Sample compile(int hosts) throws IOException, InterruptedException {
    Bench bench = bench(hosts);
    return bench.median(LONG_RUNS, bench::setTreeAside);
  }

  private void doubling() throws IOException, InterruptedException {
    Sample before = null;
    for (int hosts = 125; hosts <= 2000; hosts *= 2) {
      Sample now = compile(hosts);
      print("compile " + hosts + " hosts", "2.1 times the half", now);
      if (before != null) {
        System.out.printf(
            Locale.ROOT,
            "%-38s %-22s %8.2f %8.2f%n",
            "  times the half",
            "2.1",
            now.wall() / before.wall(),
            now.cpu() / before.cpu());
      }
      before = now;
    }
  }

  /** What --commit adds to a run that changes nothing, against what git itself takes. */
  private void commit() throws IOException, InterruptedException {
    Bench bench = bench(COMMIT_HOSTS);
    String files = bench.files() + " files";
    Sample idle = bench.median(RUNS, () -> {});
    Sample ours = bench.median(LONG_RUNS, () -> newRepository(bench), "--commit");
    newRepository(bench);
    Sample add = git(bench, "add", "out");
    Sample commit = git(bench, "commit", "-q", "-m", "Compile");
    print("git add and commit of " + files, "", plus(add, commit, 1));
    print("compile --commit of " + files, "2 times git", plus(ours, idle, -1));
  }

  private static Sample plus(Sample one, Sample other, int sign) {
    return new Sample(
        one.wall() + sign * other.wall(),
        one.cpu() + sign * other.cpu(),
        Math.max(one.megabytes(), other.megabytes()));
  }

  private static void newRepository(Bench bench) throws IOException, InterruptedException {
    if (Files.exists(bench.folder().resolve(".git"))) {
      Sample.of(bench.folder(), List.of("rm", "-rf", ".git"));
    }
    git(bench, "init", "-q");
    git(bench, "config", "user.name", "bench");
    git(bench, "config", "user.email", "bench@example.org");
  }

  private static Sample git(Bench bench, String... words) throws IOException, InterruptedException {
    return Sample.of(bench.folder(), Stream.concat(Stream.of("git"), Stream.of(words)).toList());
  }

  private static void print(String figure, String expected, Sample found) {
    System.out.printf(
        Locale.ROOT,
        "%-38s %-22s %8.2f %8.2f %8.0f%n",
        figure,
        expected,
        found.wall(),
        found.cpu(),
        found.megabytes());
  }
}
