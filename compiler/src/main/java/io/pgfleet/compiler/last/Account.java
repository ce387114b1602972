package io.pgfleet.compiler.last;

import io.pgfleet.compiler.diagnostic.Diagnostic;
import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.diagnostic.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run said.
 *
 * @param diagnostics in their order
 * @param foreign files in the tree's folder that no compile made
 */
public record Account(List<Diagnostic> diagnostics, List<String> foreign) {
  public Account {
    diagnostics = List.copyOf(diagnostics);
    foreign = List.copyOf(foreign);
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(diagnostics.size());
    for (Diagnostic one : diagnostics) {
      out.writeUTF(one.severity().name());
      out.writeUTF(one.code());
      out.writeUTF(one.origin().file());
      out.writeInt(one.origin().line());
      out.writeInt(one.origin().column());
      out.writeUTF(one.message());
      out.writeUTF(one.remedy());
    }
    out.writeInt(foreign.size());
    for (String path : foreign) {
      out.writeUTF(path);
    }
    return bytes.toByteArray();
  }

  static Account of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      diagnostics.add(
          new Diagnostic(
              Severity.valueOf(in.readUTF()),
              in.readUTF(),
              new Origin(in.readUTF(), in.readInt(), in.readInt()),
              in.readUTF(),
              in.readUTF()));
    }
    List<String> foreign = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      foreign.add(in.readUTF());
    }
    return new Account(diagnostics, foreign);
  }
}
