package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.pki.CertificateState.Gravity;
import io.pgfleet.compiler.pki.CertificateStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what is to say of every certificate. */
@Command(
    name = "status",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile pki status --env prod%n"
            + "  compile pki status --env prod --until 2030-01-01   what breaks by then%n"
            + "%n",
    description = "Lists authorities and certificates, and what is wrong with them.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "2:something is due to be renewed",
      "3:something is missing, over or does not fit"
    })
final class PkiStatusCommand implements Callable<Integer> {
  @Mixin private PkiOptions options;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "The day to look at, such as 2030-01-01 (default: today).")
  private LocalDate until;

  @Override
  public Integer call() {
    Instant now = Clock.systemUTC().instant();
    Instant at = until == null ? now : until.atStartOfDay(ZoneOffset.UTC).toInstant();
    CertificateStatus status = options.look().status(at);
    PkiStatusReport report = new PkiStatusReport(status, at);
    if (options.json()) {
      options.print(report.json());
    } else {
      report.text().forEach(System.out::println);
      options.say(options.name() + ": " + report.summary());
    }
    if (status.has(Gravity.INVALID)) {
      return Exit.INVALID;
    }
    return status.has(Gravity.DUE) ? Exit.STALE : Exit.DONE;
  }
}
