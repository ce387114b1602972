package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.certificates.Certificates;
import io.pgfleet.compiler.pki.CertificateDesk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Issues what is missing or does not fit, or a certificate for a person. */
@Command(
    name = "issue",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile pki issue --env prod                        what services lack%n"
            + "  compile pki issue --env prod --cn dbuser_ann --to ~/.postgresql%n"
            + "%n",
    description = {
      "Issues certificates that are missing or don't fit, and the authority where there is none.",
      "With --cn: a certificate that opens the account of this name where a rule of access says"
          + " 'auth: cert'. Its key is written for its bearer and kept nowhere else.%n"
    },
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class PkiIssueCommand implements Callable<Integer> {
  private static final String ACCOUNT = "[A-Za-z0-9_][A-Za-z0-9_.-]*";

  @Mixin private PkiOptions options;

  @Option(names = "--cn", paramLabel = "ACCOUNT", description = "The account of a person.")
  private String account;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where a person's key and certificate are written (default: ~/.postgresql).")
  private Path to = Path.of(System.getProperty("user.home"), ".postgresql");

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How long a person's certificate holds (default: 365).")
  private int days = 365;

  @Override
  public Integer call() {
    if (account != null && (!account.matches(ACCOUNT) || days < 1)) {
      throw new UsageException("--cn wants the name of an account, and --days a positive number");
    }
    Certificates.Opened certificates = options.open();
    if (account == null) {
      List<String> names = certificates.desk().issue();
      certificates.save();
      return options.written(names, options.compileAndApply());
    }
    PersonFiles files = new PersonFiles(to, account, options.workspace());
    CertificateDesk.Person person = certificates.desk().person(account, Duration.ofDays(days));
    List<String> changed = certificates.desk().changed();
    files.write(person);
    certificates.save();
    return options.written(
        changed, "commit the certificate; " + files.shown() + " are for " + account);
  }
}
