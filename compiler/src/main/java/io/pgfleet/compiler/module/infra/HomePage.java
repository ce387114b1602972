package io.pgfleet.compiler.module.infra;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.InfraNode;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;

/** What the portal serves itself: its home page and the authority's certificate. */
final class HomePage {
  static final ArtifactType PAGE =
      new ArtifactType(
          "infra.home", "infra/index.html.mustache", HomePageView.class, Format.HTML, "none");
  static final ArtifactType AUTHORITY =
      new ArtifactType("infra.home-ca", "", Void.class, Format.PEM, "openssl verify");

  private HomePage() {}

  static void contribute(Fleet fleet, Draft draft) {
    fleet.infra().stream()
        .filter(infra -> infra.nginx().nginxEnabled())
        .forEach(infra -> files(infra, fleet, draft));
  }

  private static void files(InfraNode infra, Fleet fleet, Draft draft) {
    String host = infra.node().host();
    String folder = infra.nginx().nginxData();
    draft.add(new Artifact.Directory(host, folder, Ownership.ROOT_0755, WebSteps.PLACE));
    if (!folder.equals(infra.nginx().nginxHome())) {
      draft.add(new Artifact.Link(host, infra.nginx().nginxHome(), folder, WebSteps.PLACE));
    }
    Content page = new Content.View(HomePageView.of(infra, fleet));
    draft.add(file(PAGE, host, folder + "/index.html", page));
    draft.add(file(AUTHORITY, host, folder + "/ca.crt", new Content.Text(fleet.pki().caPem())));
  }

  private static Artifact file(ArtifactType type, String host, String path, Content content) {
    return new Artifact.File(type, host, path, Ownership.ROOT_0644, WebSteps.PLACE, content);
  }
}
