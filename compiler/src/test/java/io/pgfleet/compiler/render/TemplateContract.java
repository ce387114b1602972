package io.pgfleet.compiler.render;

import com.github.mustachejava.Code;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.codes.IterableCode;
import com.github.mustachejava.codes.NotIterableCode;
import com.github.mustachejava.codes.PartialCode;
import com.github.mustachejava.codes.ValueCode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Holds templates against the records that they see, without rendering them: every branch is looked
 * at, taken or not.
 */
public final class TemplateContract {
  private static final List<Class<?>> PRINTABLE =
      List.of(
          String.class,
          int.class,
          long.class,
          boolean.class,
          Integer.class,
          Long.class,
          Boolean.class);

  private final Templates factory;
  private final List<String> problems = new ArrayList<>();
  private final SortedSet<String> used = new TreeSet<>();
  private final List<Class<?>> views = new ArrayList<>();

  public TemplateContract(Path templates) {
    this.factory = new Templates(templates);
  }

  /** Looks at one template. */
  public void check(String template, Class<?> view) {
    Mustache mustache = factory.compile(template);
    note(view);
    walk(template, mustache.getCodes(), List.of(view));
  }

  /** Tags without a component, and components without a tag. */
  public List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    for (Class<?> view : views) {
      for (RecordComponent component : view.getRecordComponents()) {
        String name = view.getName() + "." + component.getName();
        if (!used.contains(name)) {
          all.add(name + " is never printed");
        }
      }
    }
    return all;
  }

  private void walk(String template, Code[] codes, List<Type> scopes) {
    for (Code code : codes == null ? new Code[0] : codes) {
      if (code instanceof ValueCode) {
        Type type = type(template, code.getName(), scopes);
        require(type == null || PRINTABLE.contains(type), template, code, "can't be printed");
      } else if (code instanceof IterableCode || code instanceof NotIterableCode) {
        section(template, code, scopes);
      } else if (code instanceof PartialCode) {
        walk(template, code.getCodes(), scopes);
      } else {
        require(code.getName() == null, template, code, "is a kind of tag that is not used here");
      }
    }
  }

  private void section(String template, Code code, List<Type> scopes) {
    Type type = type(template, code.getName(), scopes);
    List<Type> inner = new ArrayList<>(scopes);
    boolean inverted = code instanceof NotIterableCode;
    if (type instanceof ParameterizedType generic) {
      boolean container =
          generic.getRawType() == List.class || generic.getRawType() == Optional.class;
      require(container, template, code, "is neither a list nor an optional");
      Type item = generic.getActualTypeArguments()[0];
      inner.add(inverted ? Boolean.class : item);
      if (item instanceof Class<?> record && record.isRecord()) {
        note(record);
      }
    } else if (type instanceof Class<?> record && record.isRecord() && !inverted) {
      note(record);
      inner.add(record);
    } else {
      boolean flag = type == null || type == boolean.class || type == Boolean.class;
      require(flag, template, code, "is no boolean, list, optional or record");
    }
    walk(template, code.getCodes(), inner);
  }

  private Type type(String template, String name, List<Type> scopes) {
    if (name.equals(".")) {
      return scopes.get(scopes.size() - 1);
    }
    for (int i = scopes.size() - 1; i >= 0; i--) {
      if (scopes.get(i) instanceof Class<?> record && record.isRecord()) {
        for (RecordComponent component : record.getRecordComponents()) {
          if (component.getName().equals(name)) {
            used.add(record.getName() + "." + name);
            return component.getGenericType();
          }
        }
      }
    }
    problems.add(template + ": '" + name + "' is no component of " + scopes);
    return null;
  }

  private void note(Class<?> view) {
    if (!views.contains(view)) {
      views.add(view);
    }
  }

  private void require(boolean holds, String template, Code code, String problem) {
    if (!holds) {
      problems.add(template + ": '" + code.getName() + "' " + problem);
    }
  }
}
