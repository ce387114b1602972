package io.pgfleet.applier.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeNodeTest extends NodeContract {
  private static final String HOST = "10.0.0.1";

  private final FakeNodes nodes = new FakeNodes();

  @BeforeEach
  void furnish() {
    FakeMachine machine = nodes.machine(HOST);
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
  Nodes nodes() {
    return nodes;
  }

  @Override
  String host() {
    return HOST;
  }

  @Override
  void clean() {
    nodes.machine(HOST);
  }

  @Override
  void write(String path, String text) {
    for (int end = path.indexOf('/', 1); end > 0; ) {
      nodes.machine(HOST).files().putIfAbsent(path.substring(0, end), FakeFile.directory("0755"));
      end = path.indexOf('/', end + 1);
    }
    nodes.machine(HOST).files().put(path, FakeFile.file(text, "0644"));
  }

  @Override
  String read(String path) {
    return nodes.machine(HOST).files().get(path).text();
  }

  @Override
  String journal(String run) {
    return String.join("\n", nodes.machine(HOST).journal(run)) + "\n";
  }

  @Test
  void losesTheConnectionAndTheLockWhenAnOperationFails() {
    nodes.machine(HOST).faults().failAt(2, FakeFaults.Moment.AFTER);
    Node node = nodes.open(HOST);
    node.lock(new Holder("run", "a test", ""));

    assertThrows(NodeException.class, () -> node.record(new byte[] {'x'}));
    assertThrows(NodeException.class, () -> node.record(new byte[] {'y'}));

    Node other = nodes.open(HOST);
    other.lock(new Holder("run-2", "a test", ""));
    assertEquals(
        "x", new String(nodes.machine(HOST).record().orElseThrow(), StandardCharsets.UTF_8));
  }

  @Test
  void refusesEveryChangeWhenItIsReadOnly() {
    nodes.machine(HOST).faults().refuseWrites();
    Node node = nodes.open(HOST);

    assertThrows(NodeException.class, () -> node.lock(new Holder("run", "a test", "")));
    node.observe(new Question(List.of("/etc"), List.of(), List.of(), List.of()));
  }
}
