package io.pgfleet.compiler.tree;

import io.pgfleet.compiler.module.Action;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a step that depend on its kind. */
final class ActionJson {
  private final Map<String, Object> json = new TreeMap<>();

  private ActionJson(Action action) {
    json.put("kind", action.kind());
  }

  static Map<String, Object> of(Action action) {
    ActionJson fields = new ActionJson(action);
    fields.put(action);
    return fields.json;
  }

  private void put(Action action) {
    if (action instanceof Action.Packages packages) {
      json.put("manager", packages.manager());
      json.put("packages", packages.packages());
    } else if (action instanceof Action.User user) {
      json.put("user", user(user));
    } else if (action instanceof Action.Unit unit) {
      unit(unit);
    } else if (action instanceof Action.Run run) {
      json.put("argv", run.argv());
      run.stdin().ifPresent(payload -> json.put("stdin", payload));
    } else if (action instanceof Action.Sql sql) {
      sql(sql);
    } else if (action instanceof Action.Live live) {
      json.put("document", live.document());
      json.put("read", live.read());
      json.put("write", live.write());
    } else if (action instanceof Action.Watch watch) {
      json.put("argv", watch.argv());
    } else if (action instanceof Action.Gate gate) {
      json.put("probe", probe(gate.probe()));
      json.put("deadlineSeconds", gate.deadlineSeconds());
      putUnlessEmpty("units", gate.units());
    }
  }

  private static Map<String, Object> user(Action.User user) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("name", user.name());
    user.uid().ifPresent(uid -> fields.put("uid", uid));
    fields.put("group", user.group());
    fields.put("groups", user.groups());
    fields.put("home", user.home());
    fields.put("shell", user.shell());
    fields.put("system", true);
    return fields;
  }

  private void unit(Action.Unit unit) {
    json.put("unit", unit.unit());
    json.put("state", unit.state());
    json.put("enabled", unit.enabled());
    putUnlessEmpty("restartOn", unit.restartOn());
    putUnlessEmpty("reloadOn", unit.reloadOn());
    putUnlessEmpty("reloadArgv", unit.reloadArgv());
    if (unit.stateful()) {
      json.put("stateful", true);
    }
  }

  private void sql(Action.Sql sql) {
    json.put("argv", sql.argv());
    json.put("probe", sql.probe());
    json.put(
        "items",
        sql.items().stream().map(item -> Map.of("id", item.id(), "file", item.file())).toList());
  }

  private static Map<String, Object> probe(Action.Probe probe) {
    if (probe instanceof Action.Probe.Http http) {
      return Map.of("kind", "http", "url", http.url(), "status", http.status());
    }
    if (probe instanceof Action.Probe.Tcp tcp) {
      return Map.of("kind", "tcp", "host", tcp.host(), "port", tcp.port());
    }
    return Map.of("kind", "command", "argv", ((Action.Probe.Command) probe).argv());
  }

  private void putUnlessEmpty(String key, List<String> value) {
    if (!value.isEmpty()) {
      json.put(key, value);
    }
  }
}
