package io.pgfleet.compiler.schema;

import io.pgfleet.compiler.diagnostic.Origin;
import io.pgfleet.compiler.inventory.Setting;

/** What the schema says about its parameters, for tests of other rooms. */
public final class Examples {
  private static final Origin PLACE = Origin.ofFile("example");

  private Examples() {}

  /** The first example of a parameter, as if an inventory set it. */
  public static Setting of(Parameter parameter) {
    Object json = parameter.definition().getJSONArray("examples").get(0);
    return new Setting(PLACE, JsonValues.fromJson(json, PLACE));
  }

  /** Where it may stand: letters G, C, I and A with slashes between. */
  public static String levels(Parameter parameter) {
    return parameter.definition().getString("x-level");
  }
}
