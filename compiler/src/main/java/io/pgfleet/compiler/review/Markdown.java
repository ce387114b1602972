package io.pgfleet.compiler.review;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A blast radius for a pull request and, shorter, for a commit message. */
public final class Markdown {
  private final StringBuilder text = new StringBuilder();

  private Markdown() {}

  /** A few lines: how much changed, and what will be disturbed. */
  public static String summary(BlastRadius radius) {
    StringBuilder text = new StringBuilder();
    text.append(hosts(radius.hosts().size())).append(": ").append(counts(radius));
    for (Effect effect : radius.effects()) {
      if (effect.disturbs() || effect.verb().equals("reload")) {
        text.append('\n').append(effect.verb()).append(' ').append(effect.object());
        text.append(" on ").append(String.join(", ", effect.nodes()));
      }
    }
    return text.toString();
  }

  /** The whole of it. */
  public static String of(String environment, BlastRadius radius) {
    Markdown markdown = new Markdown();
    markdown.write(environment, radius);
    return markdown.text.toString();
  }

  private void write(String environment, BlastRadius radius) {
    text.append("## ").append(environment).append("\n\n");
    if (radius.isEmpty()) {
      text.append("No difference.\n");
      return;
    }
    text.append("**").append(hosts(radius.hosts().size())).append("**, ");
    text.append(counts(radius)).append(".\n");
    if (radius.first()) {
      text.append("\nThere was no tree before: every step runs.\n");
    }
    steps(radius.effects());
    if (!radius.first()) {
      operations(radius.operations());
    }
    files("Hosts", radius.hosts());
    files("Groups", radius.groups());
  }

  private void steps(List<Effect> effects) {
    if (effects.isEmpty()) {
      return;
    }
    text.append("\n| phase | what | on |\n| --- | --- | --- |\n");
    for (Effect effect : effects) {
      String verb = effect.disturbs() ? "**" + effect.verb() + "**" : effect.verb();
      text.append("| ").append(effect.phase()).append(" | ").append(verb).append(' ');
      text.append(effect.object().replace("|", "\\|")).append(" | ");
      text.append(String.join(", ", effect.nodes())).append(" |\n");
    }
  }

  /** What somebody would start later, and may not look at then. */
  private void operations(SortedMap<String, List<Change>> operations) {
    if (operations.isEmpty()) {
      return;
    }
    text.append("\nOperations that mean something else now:\n\n");
    operations.forEach(
        (name, changes) -> {
          List<String> targets = changes.stream().map(one -> "`" + one + "`").toList();
          text.append("- ").append(name).append(": ").append(String.join(", ", targets));
          text.append('\n');
        });
  }

  private void files(String title, SortedMap<String, List<Change>> owners) {
    for (Map.Entry<String, List<Change>> owner : owners.entrySet()) {
      text.append("\n<details><summary>").append(title, 0, title.length() - 1).append(' ');
      text.append(owner.getKey()).append(": ").append(owner.getValue().size());
      text.append(owner.getValue().size() == 1 ? " file" : " files");
      text.append("</summary>\n\n```\n");
      owner.getValue().forEach(change -> text.append(change).append('\n'));
      text.append("```\n</details>\n");
    }
  }

  static String hosts(int count) {
    return count == 1 ? "1 host" : count + " hosts";
  }

  static String counts(BlastRadius radius) {
    return radius.count(Change.Kind.ADDED)
        + " files added, "
        + radius.count(Change.Kind.CHANGED)
        + " changed, "
        + radius.count(Change.Kind.REMOVED)
        + " removed";
  }
}
