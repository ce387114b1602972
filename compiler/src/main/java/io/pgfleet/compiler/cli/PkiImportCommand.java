package io.pgfleet.compiler.cli;

import io.pgfleet.compiler.certificates.Certificates;
import io.pgfleet.compiler.pki.Import;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings along an authority that was made elsewhere. */
@Command(
    name = "import-ca",
    headerHeading =
        "@|bold Examples:|@%n"
            + "  compile pki import-ca --env prod --cert ca.pem --key ca.key%n"
            + "  compile pki import-ca --env prod --cert chain.pem --key ca.key --passphrase-file pw%n"
            + "%n",
    description = {
      "Takes an authority's certificate, with those above it up to the root, and its private key:",
      "RSA or EC, PKCS#8 or the older forms of openssl, encrypted or not. Where another authority",
      "issued certificates already, it becomes the next one, and rotate-ca goes on from there.%n"
    },
    usageHelpWidth = 100,
    mixinStandardHelpOptions = true)
final class PkiImportCommand implements Callable<Integer> {
  @Mixin private PkiOptions options;

  @Option(names = "--cert", required = true, paramLabel = "FILE", description = "Certificates.")
  private Path certificates;

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "The private key.")
  private Path key;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Holds the passphrase of the key on its first line.")
  private Path passphrase;

  @Override
  public Integer call() {
    Certificates.Opened opened = options.open();
    char[] secret =
        passphrase == null
            ? new char[0]
            : read(passphrase).lines().findFirst().orElse("").toCharArray();
    String name =
        opened.desk().importing().take(new Import.Luggage(read(certificates), read(key), secret));
    opened.save();
    String next =
        name.equals("ca")
            ? "now 'compile pki issue --env " + options.name() + "'"
            : "phase 1 of 3: it is trusted beside the current one; " + options.compileAndApply();
    return options.written(List.of(name), next);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException("'" + file + "' can't be read; name a readable file");
    }
  }
}
