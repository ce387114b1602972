package io.pgfleet.applier.cli;

import io.pgfleet.applier.Applier;
import io.pgfleet.applier.plan.World;
import io.pgfleet.applier.report.SavedPlan;
import io.pgfleet.applier.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Saved plans on disk, and their refusal when the world moved. */
final class PlanFile {
  private PlanFile() {}

  static void write(Path file, SavedPlan plan) {
    try {
      Files.writeString(file, plan.text(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot save the plan in " + file, failed);
    }
  }

  /** Reads a plan for this tree; none without a file. */
  static Optional<SavedPlan> read(Path file, Tree tree) {
    if (file == null) {
      return Optional.empty();
    }
    try {
      SavedPlan plan = SavedPlan.parse(Files.readString(file, StandardCharsets.UTF_8));
      refuse(plan.objections(tree));
      return Optional.of(plan);
    } catch (IOException | IllegalArgumentException broken) {
      throw new Refusal(
          ExitCode.USAGE,
          file + ": cannot be used: " + broken.getMessage() + "; save one with --plan --save");
    }
  }

  static void refuse(SavedPlan plan, Applier.Planned planned) {
    List<String> objections = new ArrayList<>(plan.objections(planned.world()));
    refuse(objections.isEmpty() ? plan.objections(planned.plan()) : objections);
  }

  static void refuse(SavedPlan plan, World world) {
    refuse(plan.objections(world));
  }

  private static void refuse(List<String> objections) {
    if (!objections.isEmpty()) {
      throw new Refusal(ExitCode.STALE, String.join("\n", objections));
    }
  }
}
