package io.pgfleet.applier.activation;

import io.pgfleet.applier.node.Command;
import io.pgfleet.applier.node.Node;
import io.pgfleet.applier.node.Outcome;
import io.pgfleet.applier.plan.Details;
import io.pgfleet.applier.plan.Finding;
import io.pgfleet.applier.tree.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Looks closer at a machine: which files are in folders, when files changed, and by whom. */
public final class Inspection {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration BEFORE = Duration.ofMinutes(30);

  private final Node node;

  public Inspection(Node node) {
    this.node = node;
  }

  /** The paths of all files right in the folders; none of a folder that is not there. */
  public List<String> files(List<String> folders) {
    if (folders.isEmpty()) {
      return List.of();
    }
    List<String> argv = new ArrayList<>(List.of("find"));
    argv.addAll(folders);
    argv.addAll(List.of("-mindepth", "1", "-maxdepth", "1", "!", "-type", "d", "-print0"));
    return words(ask(argv));
  }

  /** What watches tell that somebody changed by hand; nothing of one that cannot be run. */
  public List<Finding> watched(List<Step> watches) {
    List<Command> commands =
        watches.stream().map(one -> Command.of(new Details(one).argv(), LIMIT)).toList();
    return node.ask(commands).stream()
        .filter(Outcome::succeeded)
        .flatMap(outcome -> Finding.watched(node.host(), outcome.stdout()).stream())
        .distinct()
        .toList();
  }

  /** The same findings with the time and the person, where the machine can tell. */
  public List<Finding> dated(List<Finding> findings) {
    TreeSet<String> paths = new TreeSet<>();
    findings.stream().filter(Finding::isFile).map(Finding::path).forEach(paths::add);
    if (paths.isEmpty()) {
      return findings;
    }
    Map<String, Instant> times = times(List.copyOf(paths));
    List<String> log = times.isEmpty() ? List.of() : commands(times);
    List<Finding> dated = new ArrayList<>();
    for (Finding finding : findings) {
      Optional<Instant> when =
          finding.isFile() ? Optional.ofNullable(times.get(finding.path())) : Optional.empty();
      dated.add(finding.with(when, finding.isFile() ? who(finding.path(), log) : Optional.empty()));
    }
    return dated;
  }

  /** A new owner or mode does not touch the content's time, so the later one counts. */
  private Map<String, Instant> times(List<String> paths) {
    List<String> argv = new ArrayList<>(List.of("stat", "--printf", "%n\\0%Y\\0%Z\\0"));
    argv.addAll(paths);
    List<String> words = words(ask(argv));
    Map<String, Instant> times = new HashMap<>();
    for (int i = 0; i + 2 < words.size(); i += 3) {
      long seconds = Math.max(Long.parseLong(words.get(i + 1)), Long.parseLong(words.get(i + 2)));
      times.put(words.get(i), Instant.ofEpochSecond(seconds));
    }
    return times;
  }

  /** What people ran as root around those times. */
  private List<String> commands(Map<String, Instant> times) {
    Instant first = times.values().stream().min(Instant::compareTo).orElseThrow();
    Instant last = times.values().stream().max(Instant::compareTo).orElseThrow();
    return ask(List.of(
            "journalctl",
            "--quiet",
            "--no-pager",
            "--output=cat",
            "SYSLOG_IDENTIFIER=sudo",
            "--since=@" + first.minus(BEFORE).getEpochSecond(),
            "--until=@" + last.plusSeconds(1).getEpochSecond()))
        .lines()
        .toList();
  }

  /** Sudo logs {@code NAME : … COMMAND=…}; the last one that names the file. */
  private static Optional<String> who(String path, List<String> log) {
    return log.stream()
        .filter(line -> line.contains("COMMAND=") && (line + " ").contains(path + " "))
        .map(line -> line.strip().split(" ", 2)[0])
        .reduce((earlier, later) -> later);
  }

  private String ask(List<String> argv) {
    Outcome outcome = node.ask(List.of(Command.of(argv, LIMIT))).get(0);
    return outcome.stdout();
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\0"));
  }
}
