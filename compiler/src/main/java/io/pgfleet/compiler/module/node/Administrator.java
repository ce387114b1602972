package io.pgfleet.compiler.module.node;

import io.pgfleet.compiler.model.Fleet;
import io.pgfleet.compiler.model.Node;
import io.pgfleet.compiler.model.parameter.NodeAdmin;
import io.pgfleet.compiler.module.Action;
import io.pgfleet.compiler.module.Artifact;
import io.pgfleet.compiler.module.ArtifactType;
import io.pgfleet.compiler.module.Content;
import io.pgfleet.compiler.module.Draft;
import io.pgfleet.compiler.module.Format;
import io.pgfleet.compiler.module.Ownership;
import io.pgfleet.compiler.module.Phase;
import io.pgfleet.compiler.module.Step;
import io.pgfleet.compiler.module.StepId;
import io.pgfleet.compiler.module.dialect.ConfText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account that people administer nodes with. */
final class Administrator {
  static final ArtifactType SUDOERS =
      new ArtifactType(
          "node.sudoers", "node/sudoers.mustache", SudoersView.class, Format.TEXT, "visudo -c");
  static final ArtifactType KEYS =
      new ArtifactType(
          "node.keys",
          "node/authorized_keys.mustache",
          KeysView.class,
          Format.TEXT,
          "ssh-keygen -l");

  static final ArtifactType CLIENT =
      new ArtifactType("node.ssh-config", "node/ssh_config", Void.class, Format.CONF, "ssh -G");

  private static final String PLACE = "node.admin";

  private Administrator() {}

  static void contribute(Fleet fleet, Draft draft) {
    accounts(fleet).entrySet().stream()
        .map(one -> account(one.getKey(), one.getValue()))
        .sorted(Comparator.comparing(Step::id))
        .forEach(one -> draft.add(Phase.NODE, one));
    List<String> hosts = Hosts.where(fleet, Administrator::wanted);
    fleet.nodes().stream().filter(Administrator::wanted).forEach(node -> files(node, draft));
    draft.add(
        Phase.NODE,
        Step.of(
            PLACE,
            "place the administrator's rights and keys",
            NodeModule.NAME,
            Step.Where.each(hosts),
            new Action.Place()));
    Action check = new Action.Gate(new Action.Probe.Command(List.of("visudo", "-c")), 2, List.of());
    draft.add(
        Phase.NODE,
        Step.of(
                "node.admin.check",
                "check the rules of sudo",
                NodeModule.NAME,
                Step.Where.each(hosts),
                check)
            .when(Step.When.after(PLACE)));
  }

  /** An account named root exists everywhere, and needs neither rights nor a home. */
  private static boolean wanted(Node node) {
    NodeAdmin admin = node.parameters().admin();
    return admin.nodeAdminEnabled() && !admin.nodeAdminUsername().equals("root");
  }

  private static Map<Action.User, List<String>> accounts(Fleet fleet) {
    Map<Action.User, List<String>> accounts = new LinkedHashMap<>();
    fleet.nodes().stream()
        .filter(Administrator::wanted)
        .forEach(
            node ->
                accounts.computeIfAbsent(user(node), user -> new ArrayList<>()).add(node.host()));
    return accounts;
  }

  private static Action.User user(Node node) {
    NodeAdmin admin = node.parameters().admin();
    String name = ConfText.word(admin.nodeAdminUsername());
    return new Action.User(
        name,
        Optional.of(admin.nodeAdminUid()),
        SudoersView.GROUP,
        List.of(),
        home(node),
        "/bin/bash");
  }

  private static String home(Node node) {
    return "/home/" + node.parameters().admin().nodeAdminUsername();
  }

  private static Step account(Action.User user, List<String> hosts) {
    return Step.of(
            StepId.shared("node.admin.account", user.words()),
            "make the account " + user.name(),
            NodeModule.NAME,
            Step.Where.each(hosts),
            user)
        .undo(Step.Undo.none());
  }

  private static void files(Node node, Draft draft) {
    NodeAdmin admin = node.parameters().admin();
    String name = admin.nodeAdminUsername();
    // an account with a system's number gets no home by itself
    Ownership closed = new Ownership(name, SudoersView.GROUP, "0750");
    draft.add(new Artifact.Directory(node.host(), home(node), closed, PLACE));
    if (!admin.nodeAdminSudo().equals("none")) {
      // sudo leaves out files with a dot in their name
      String path = "/etc/sudoers.d/" + name.replace('.', '_');
      Content rules = new Content.View(SudoersView.of(admin.nodeAdminSudo()));
      draft.add(new Artifact.File(SUDOERS, node.host(), path, Ownership.ROOT_0440, PLACE, rules));
    }
    String directory = home(node) + "/.ssh";
    Ownership own = new Ownership(name, SudoersView.GROUP, "0700");
    draft.add(new Artifact.Directory(node.host(), directory, own, PLACE));
    Ownership file = new Ownership(name, SudoersView.GROUP, "0600");
    draft.add(
        new Artifact.File(
            CLIENT, node.host(), directory + "/config", file, PLACE, new Content.Verbatim()));
    if (!admin.nodeAdminPkList().isEmpty()) {
      Content keys = new Content.View(KeysView.of(admin.nodeAdminPkList()));
      draft.add(
          new Artifact.Block(
              KEYS, node.host(), directory + "/authorized_keys", "pgfleet-keys", PLACE, keys));
    }
  }
}
