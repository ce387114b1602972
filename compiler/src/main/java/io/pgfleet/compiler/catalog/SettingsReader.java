package io.pgfleet.compiler.catalog;

import io.pgfleet.compiler.model.ServerSetting;
import io.pgfleet.compiler.model.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads {@code settings/<major>.tsv} of a schema version: what servers said about themselves, and
 * {@code settings/builds.tsv}: what those of other builds know beyond that.
 */
public final class SettingsReader {
  private static final String ENDING = ".tsv";

  private final SortedMap<Integer, SortedMap<String, ServerSetting>> byMajor = new TreeMap<>();

  private SettingsReader() {}

  /**
   * The settings of every version that was measured.
   *
   * @param schema directory of one schema version, such as {@code schema/v4.0}
   * @throws UncheckedIOException when a file cannot be read
   * @throws IllegalArgumentException when a line is not of the expected shape
   */
  public static ServerSettings read(Path schema) {
    SettingsReader reader = new SettingsReader();
    Path folder = schema.resolve("settings");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.matches("[0-9]+" + ENDING)) {
          reader.major(Integer.parseInt(name.substring(0, name.length() - ENDING.length())), file);
        }
      }
      lines(folder.resolve("builds" + ENDING)).forEach(reader::build);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + folder + " but failed", e);
    }
    return new ServerSettings(reader.byMajor);
  }

  private static List<String[]> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
        .filter(one -> !one.startsWith("#"))
        .map(one -> one.split("\t", -1))
        .toList();
  }

  private void major(int major, Path file) throws IOException {
    SortedMap<String, ServerSetting> settings = new TreeMap<>();
    for (String[] fields : lines(file)) {
      if (fields.length != 7) {
        throw new IllegalArgumentException(file + " has a line without seven fields");
      }
      settings.put(
          fields[0],
          new ServerSetting(
              fields[0],
              ServerSetting.Reach.of(fields[1]),
              kind(fields[2]),
              fields[3],
              fields[4],
              fields[5],
              words(fields[6])));
    }
    byMajor.put(major, settings);
  }

  private void build(String... fields) {
    byMajor
        .tailMap(Integer.parseInt(fields[0]))
        .values()
        .forEach(known -> known.merge(fields[1], added(fields), SettingsReader::joined));
  }

  private static ServerSetting added(String... fields) {
    ServerSetting.Reach reach = ServerSetting.Reach.of(fields[2]);
    return new ServerSetting(fields[1], reach, kind(fields[3]), "", "", "", words(fields[4]));
  }

  private static ServerSetting joined(ServerSetting measured, ServerSetting added) {
    List<String> words = new ArrayList<>(measured.words());
    added.words().stream().filter(one -> !words.contains(one)).forEach(words::add);
    return new ServerSetting(
        measured.name(),
        measured.reach(),
        measured.kind(),
        measured.unit(),
        measured.least(),
        measured.greatest(),
        words);
  }

  private static ServerSetting.Kind kind(String word) {
    return ServerSetting.Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
  }
}
