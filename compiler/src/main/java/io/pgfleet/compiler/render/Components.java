package io.pgfleet.compiler.render;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the components of records by name. */
final class Components {
  private final Map<Class<?>, Map<String, Method>> accessors = new ConcurrentHashMap<>();

  boolean has(Class<?> record, String name) {
    return of(record).containsKey(name);
  }

  Object value(Record view, String name) {
    try {
      return of(view.getClass()).get(name).invoke(view);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("tried to read " + name + " of " + view.getClass(), e);
    }
  }

  private Map<String, Method> of(Class<?> record) {
    return accessors.computeIfAbsent(record, Components::read);
  }

  private static Map<String, Method> read(Class<?> record) {
    Map<String, Method> found = new HashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      found.put(component.getName(), accessor);
    }
    return found;
  }
}
