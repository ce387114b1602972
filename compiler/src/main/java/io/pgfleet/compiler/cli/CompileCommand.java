package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.Compiler;
import io.pgfleet.compiler.Staleness;
import io.pgfleet.compiler.Workspace;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.InvalidInventoryException;
import io.pgfleet.compiler.last.Account;
import io.pgfleet.compiler.last.LastRun;
import io.pgfleet.compiler.tree.Publication;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program: compiles environments; sub-commands explain. */
@Command(
    name = "compile",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile --env sandbox              write out/sandbox/%n"
            + "  compile --env prod --check         is out/prod/ what the inventory compiles to?%n"
            + "  compile --all --commit             write every tree and commit those that changed%n"
            + "  compile validate --env prod        is the inventory sound? the quickest answer%n"
            + "  compile explain 10.10.10.11 pg_rto where a value comes from%n"
            + "  compile diff --env prod            what a change touches, restarts and runs%n"
            + "  compile migration --help           scripts that move a database to another cluster%n"
            + "  compile pki status --env prod      which certificates are due%n"
            + "%n",
    description = "Compiles an inventory into the exact files of every host.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or nothing to do",
      "1:a bug of this program",
      "2:--check: the tree is stale",
      "3:the inventory is not valid",
      "64:the command line is not valid",
      "130:interrupted"
    })
final class CompileCommand implements Callable<Integer> {

  @Mixin private Environments environments;

  @Mixin private Folders folders;

  @Option(
      names = "--check",
      description = "Write nothing; list what is stale, and exit with 2 when anything is.")
  private boolean check;

  @Option(names = "--commit", description = "Commit each tree that differs from HEAD.")
  private boolean commit;

  @Option(
      names = "--output",
      paramLabel = ReportFormat.LABEL,
      description = "How to print results; the last three are for code hosts.")
  private ReportFormat output = ReportFormat.text;

  @Override
  public Integer call() {
    if (check && commit) {
      throw new UsageException("--check writes nothing, so it can't --commit; leave one out");
    }
    Workspace workspace = folders.workspace();
    Verdict verdict =
        new Verdict(output, workspace, check ? TextReport.Verb.CHECKED : TextReport.Verb.PUBLISHED);
    environments.names(workspace).forEach(name -> verdict.add(run(workspace, name)));
    return verdict.exitCode();
  }

  private EnvironmentResult run(Workspace workspace, String name) {
    Diagnostics diagnostics = new Diagnostics();
    Compiler compiler = new Compiler(workspace, Version.number(), Clock.systemUTC());
    try {
      if (check) {
        return checked(name, compiler.check(name, diagnostics), diagnostics);
      }
      return commit
          ? committed(workspace, compiler.publish(name, diagnostics), name, diagnostics)
          : published(workspace, compiler, name, diagnostics);
    } catch (InvalidInventoryException e) {
      return EnvironmentResult.invalid(name, e.diagnostics());
    }
  }

  private static EnvironmentResult checked(
      String name, Staleness staleness, Diagnostics diagnostics) {
    List<String> written = new ArrayList<>(staleness.inputs());
    staleness.tree().ifPresent(tree -> written.addAll(inTree(name, tree.written())));
    return new EnvironmentResult(
        name,
        staleness.isCurrent() ? Exit.DONE : Exit.STALE,
        diagnostics.sorted(),
        written,
        staleness.tree().map(tree -> inTree(name, tree.deleted())).orElse(List.of()),
        staleness.tree().map(tree -> inTree(name, tree.foreign())).orElse(List.of()),
        Optional.empty());
  }

  /** Where nothing changed since the last run, what that one said holds still. */
  private static EnvironmentResult published(
      Workspace workspace, Compiler compiler, String name, Diagnostics diagnostics) {
    LastRun last = workspace.lastRun(name);
    Optional<Account> same = last.account();
    if (same.isPresent()) {
      return EnvironmentResult.unchanged(name, same.get());
    }
    Optional<LastRun.Beginning> run = last.begin();
    Publication made = compiler.publish(name, diagnostics);
    run.ifPresent(it -> it.end(new Account(diagnostics.sorted(), inTree(name, made.foreign()))));
    return result(name, made, diagnostics, Optional.empty());
  }

  private static EnvironmentResult committed(
      Workspace workspace, Publication made, String name, Diagnostics diagnostics) {
    return result(name, made, diagnostics, new TreeCommit(workspace, name).make(made));
  }

  private static EnvironmentResult result(
      String name, Publication made, Diagnostics diagnostics, Optional<String> commit) {
    return new EnvironmentResult(
        name,
        Exit.DONE,
        diagnostics.sorted(),
        inTree(name, made.written()),
        inTree(name, made.deleted()),
        inTree(name, made.foreign()),
        commit);
  }

  private static List<String> inTree(String name, List<String> paths) {
    return paths.stream().map(path -> "out/" + name + "/" + path).toList();
  }
}
