package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.diagnostic.CodePage;
import io.pgfleet.compiler.diagnostic.CodePages;
import io.pgfleet.compiler.diagnostic.Diagnostic;

/**
 * Workflow commands that annotate lines of a change: {@code ::error file=…,line=…,title=…::…}.
 *
 * <p>Their form and escapes are in GitHub's "Workflow commands" and in its actions toolkit.
 */
final class GithubReport implements Report {
  private final FilePaths paths;
  private final StringBuilder commands = new StringBuilder();

  GithubReport(FilePaths paths) {
    this.paths = paths;
  }

  @Override
  public void add(EnvironmentResult result) {
    Finding.of(result).forEach(this::add);
  }

  private void add(Diagnostic one) {
    commands.append("::").append(one.severity().word());
    commands.append(" file=").append(property(paths.inRepository(one.origin().file())));
    if (one.origin().line() > 0) {
      commands.append(",line=").append(one.origin().line());
      commands.append(",col=").append(one.origin().column());
    }
    String title = CodePages.of(one.code()).map(CodePage::title).orElse("");
    commands.append(",title=").append(property(one.code() + ": " + title));
    commands.append("::").append(data(Finding.sentence(one))).append('\n');
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  @Override
  public String text() {
    return commands.toString();
  }
}
