package io.pgfleet.compiler.editor;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONArray;
import org.json.JSONObject;

/** A language server on standard input and output, asked as an editor asks it. */
final class LanguageServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final OutputStream out;
  private final JSONObject settings;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JSONObject>> answers = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<JSONArray>> problems = new ConcurrentHashMap<>();
  private final CompletableFuture<Boolean> configured = new CompletableFuture<>();

  /**
   * Greets the server.
   *
   * @param settings of the section {@code yaml}, as they stand in an editor's preferences
   */
  LanguageServer(Process process, JSONObject settings) {
    this.process = process;
    this.out = process.getOutputStream();
    this.settings = settings;
    Thread reader = new Thread(this::read, "language server");
    reader.setDaemon(true);
    reader.start();
    JSONObject workspace = new JSONObject().put("configuration", true);
    ask(
        "initialize",
        new JSONObject()
            .put("processId", ProcessHandle.current().pid())
            .put("rootUri", JSONObject.NULL)
            .put("capabilities", new JSONObject().put("workspace", workspace)));
    tell("initialized", new JSONObject());
    tell("workspace/didChangeConfiguration", new JSONObject().put("settings", new JSONObject()));
    await(configured, "configuration");
  }

  /** Opens a document; gives what the server marks in it. */
  JSONArray open(String uri, String text) {
    CompletableFuture<JSONArray> marked = new CompletableFuture<>();
    problems.put(uri, marked);
    JSONObject document =
        new JSONObject()
            .put("uri", uri)
            .put("languageId", "yaml")
            .put("version", 1)
            .put("text", text);
    tell("textDocument/didOpen", new JSONObject().put("textDocument", document));
    return await(marked, "diagnostics of " + uri);
  }

  /** What it offers at a place, line and column from 0. */
  JSONArray complete(String uri, int line, int column) {
    Object result = ask("textDocument/completion", place(uri, line, column)).get("result");
    return result instanceof JSONArray items ? items : ((JSONObject) result).getJSONArray("items");
  }

  /** What it tells about a place, as Markdown. */
  String hover(String uri, int line, int column) {
    return ask("textDocument/hover", place(uri, line, column))
        .getJSONObject("result")
        .getJSONObject("contents")
        .getString("value");
  }

  private static JSONObject place(String uri, int line, int column) {
    return new JSONObject()
        .put("textDocument", new JSONObject().put("uri", uri))
        .put("position", new JSONObject().put("line", line).put("character", column));
  }

  private JSONObject ask(String method, JSONObject parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JSONObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    send(new JSONObject().put("id", id).put("method", method).put("params", parameters));
    return await(answer, method);
  }

  private void tell(String method, JSONObject parameters) {
    send(new JSONObject().put("method", method).put("params", parameters));
  }

  private synchronized void send(JSONObject message) {
    byte[] body = message.put("jsonrpc", "2.0").toString().getBytes(StandardCharsets.UTF_8);
    String head = "Content-Length: " + body.length + "\r\n\r\n";
    try {
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the language server is gone", e);
    }
  }

  private void read() {
    try (InputStream in = new BufferedInputStream(process.getInputStream())) {
      while (true) {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          if (line.startsWith("Content-Length: ")) {
            length = Integer.parseInt(line.substring("Content-Length: ".length()));
          }
        }
        receive(new JSONObject(new String(in.readNBytes(length), StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      IOException gone = new IOException("the language server ended", e);
      configured.completeExceptionally(gone);
      answers.values().forEach(one -> one.completeExceptionally(gone));
      problems.values().forEach(one -> one.completeExceptionally(gone));
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one == -1) {
        throw new EOFException();
      }
      line.write(one);
    }
    return line.toString(StandardCharsets.US_ASCII).trim();
  }

  private void receive(JSONObject message) {
    String method = message.optString("method");
    if (message.has("id") && method.isEmpty()) {
      answers.remove(message.getInt("id")).complete(message);
    } else if (message.has("id")) {
      send(new JSONObject().put("id", message.get("id")).put("result", answer(message)));
      if (method.equals("workspace/configuration")) {
        configured.complete(true);
      }
    } else if (method.equals("textDocument/publishDiagnostics")) {
      JSONObject published = message.getJSONObject("params");
      CompletableFuture<JSONArray> waiting = problems.get(published.getString("uri"));
      if (waiting != null) {
        waiting.complete(published.getJSONArray("diagnostics"));
      }
    }
  }

  private Object answer(JSONObject request) {
    if (!request.getString("method").equals("workspace/configuration")) {
      return JSONObject.NULL;
    }
    JSONArray sections = new JSONArray();
    for (Object item : request.getJSONObject("params").getJSONArray("items")) {
      boolean yaml = ((JSONObject) item).optString("section").equals("yaml");
      sections.put(yaml ? settings : new JSONObject());
    }
    return sections;
  }

  private static <T> T await(CompletableFuture<T> future, String what) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no " + what + " from the language server", e);
    }
  }

  @Override
  public void close() {
    List.copyOf(process.descendants().toList()).forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
