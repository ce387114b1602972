package io.pgfleet.applier.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What clients saw of a drill, and what else is worth a note. */
final class Seen {
  private final List<String> notes = new ArrayList<>();
  private int errors;
  private double gap;
  private int acknowledged;
  private int lost;
  private boolean clients;

  void note(String format, Object... values) {
    notes.add(String.format(Locale.ROOT, format, values).replaceAll("\\s+", " "));
  }

  /** Adds what one client saw. */
  void client(int itsErrors, double itsGap, int itsAcknowledged, int itsLost) {
    clients = true;
    errors += itsErrors;
    gap = Math.max(gap, itsGap);
    acknowledged += itsAcknowledged;
    lost += itsLost;
  }

  int errors() {
    return errors;
  }

  int lost() {
    return lost;
  }

  double gap() {
    return gap;
  }

  List<String> notes() {
    return notes;
  }

  /** Errors, longest gap in seconds, acknowledged and lost rows, with tabs between them. */
  String figures() {
    return clients
        ? String.format(Locale.ROOT, "%d\t%.1f\t%d\t%d", errors, gap, acknowledged, lost)
        : "-\t-\t-\t-";
  }
}
