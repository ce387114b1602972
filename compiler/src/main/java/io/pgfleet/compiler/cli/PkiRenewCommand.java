package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.certificates.Certificates;
import io.pgfleet.compiler.pki.CertificateDesk;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Issues again what is due. */
@Command(
    name = "renew",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile pki renew --env prod                    what is due or over%n"
            + "  compile pki renew --env prod nginx/portal       this one%n"
            + "  compile pki renew --env prod --all%n"
            + "%n",
    description =
        "Issues certificates again, with new keys: those that end within 30 days (or the last"
            + " third of a short life), those that are named, or all.%n",
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class PkiRenewCommand implements Callable<Integer> {
  @Mixin private PkiOptions options;

  @Parameters(paramLabel = "NAME", description = "Certificates, as 'pki status' calls them.")
  private List<String> names = List.of();

  @Option(names = "--all", description = "Every certificate of a service.")
  private boolean all;

  @Override
  public Integer call() {
    if (all && !names.isEmpty()) {
      throw new UsageException("name certificates or say --all, not both");
    }
    Certificates.Opened certificates = options.open();
    List<String> renewed = renew(certificates.desk());
    certificates.save();
    return options.written(renewed, options.compileAndApply());
  }

  private List<String> renew(CertificateDesk desk) {
    if (all) {
      return desk.renewAll();
    }
    return names.isEmpty() ? desk.renew() : desk.renew(names);
  }
}
