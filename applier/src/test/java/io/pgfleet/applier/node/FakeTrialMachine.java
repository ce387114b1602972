package io.pgfleet.applier.node;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A machine in memory on trial, which answers the contract's commands as a real one does. */
final class FakeTrialMachine implements TrialMachine {
  private static final String HOST = "10.0.0.1";

  private FakeNodes nodes = new FakeNodes();

  @Override
  public Nodes nodes() {
    return nodes;
  }

  @Override
  public String host() {
    return HOST;
  }

  FakeMachine machine() {
    return nodes.machine(HOST);
  }

  @Override
  public void clean() {
    nodes = new FakeNodes();
    FakeMachine machine = machine();
    machine.packages().put("sudo", "1.9");
    machine.units().put("contract-broken.service", FakeUnit.inactive().broken());
    machine.answer(List.of("sleep", "60"), 124, "");
    machine.answer(List.of("printf", "%s", "it's $HOME\n`x`"), 0, "it's $HOME\n`x`");
    machine.answer(argv -> argv.get(0).equals("sh"), command -> new Outcome(3, "out\n", "err\n"));
    machine.answer(
        List.of("cat")::equals,
        command -> new Outcome(0, new String(command.stdin(), StandardCharsets.UTF_8), ""));
  }

  @Override
  public void write(String path, String text) {
    for (int end = path.indexOf('/', 1); end > 0; ) {
      machine().files().putIfAbsent(path.substring(0, end), FakeFile.directory("0755"));
      end = path.indexOf('/', end + 1);
    }
    machine().files().put(path, FakeFile.file(text, "0644"));
  }

  @Override
  public String read(String path) {
    return machine().files().get(path).text();
  }

  @Override
  public String journal(String run) {
    return String.join("\n", machine().journal(run)) + "\n";
  }
}
