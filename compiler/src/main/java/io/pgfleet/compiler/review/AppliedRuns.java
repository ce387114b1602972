package io.pgfleet.compiler.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the applier noted at commits: each note holds a line of JSON for every run, with {@code
 * environment}, {@code hosts}, {@code result} and {@code at}.
 */
public final class AppliedRuns {
  public static final String REF = "refs/notes/pgfleet";

  private static final String DONE = "done";

  private final ObjectMapper mapper = new ObjectMapper();
  private final String environment;
  private final SortedMap<String, String> notes;

  /**
   * @param notes texts by commit
   */
  public AppliedRuns(String environment, SortedMap<String, String> notes) {
    this.environment = environment;
    this.notes = notes;
  }

  /** The commit that the last successful run applied to each host. */
  public SortedMap<String, String> lastCommits() {
    SortedMap<String, String> commits = new TreeMap<>();
    SortedMap<String, String> moments = new TreeMap<>();
    notes.forEach(
        (commit, text) ->
            text.lines()
                .map(this::run)
                .filter(run -> run.path("environment").asText().equals(environment))
                .filter(run -> run.path("result").asText().equals(DONE))
                .forEach(
                    run -> {
                      String at = run.path("at").asText();
                      for (JsonNode host : run.path("hosts")) {
                        if (at.compareTo(moments.getOrDefault(host.asText(), "")) >= 0) {
                          moments.put(host.asText(), at);
                          commits.put(host.asText(), commit);
                        }
                      }
                    }));
    return commits;
  }

  private JsonNode run(String line) {
    try {
      return mapper.readTree(line);
    } catch (JsonProcessingException e) {
      // somebody else's note
      return mapper.createObjectNode();
    }
  }

  /** The hosts of a tree. */
  public static SortedSet<String> hosts(SortedMap<String, byte[]> tree) {
    return new TreeSet<>(new Manifests(tree).entriesByHost().keySet());
  }
}
