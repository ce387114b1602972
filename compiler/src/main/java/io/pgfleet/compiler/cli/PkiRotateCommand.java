package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.certificates.Certificates;
import io.pgfleet.compiler.pki.RotationStage;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries out the next phase of exchanging the authority. */
@Command(
    name = "rotate-ca",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile pki rotate-ca --env prod               phase 1: the next one is trusted, too%n"
            + "  compile pki rotate-ca --env prod               phase 2: it issues everything again%n"
            + "  compile pki rotate-ca --env prod               phase 3: the old one is dropped%n"
            + "%n",
    description = {
      "Exchanges the authority in three phases. After each: compile, commit, and apply to every",
      "node; the next phase is refused while the tree is not compiled, committed and, as git's",
      "notes of runs tell, applied everywhere. 'pki status' tells which phase is next.%n"
    },
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class PkiRotateCommand implements Callable<Integer> {
  @Mixin private PkiOptions options;

  @Option(
      names = "--applied",
      description =
          "Says that apply carried the phase before this one to every node, where the notes of its"
              + " runs are not at hand.")
  private boolean applied;

  @Override
  public Integer call() {
    Certificates.Opened certificates = options.open();
    RotationStage before = certificates.desk().rotation().stage();
    if (before != RotationStage.NONE) {
      new Recording(options.workspace(), options.name()).require(before, applied);
    }
    List<String> names = certificates.desk().rotation().advance();
    certificates.save();
    int phase = before.phase() + 1;
    return options.written(
        names,
        "phase "
            + phase
            + " of 3; "
            + options.compileAndApply()
            + (phase < 3 ? ", then 'compile pki rotate-ca --env " + options.name() + "'" : ""));
  }
}
