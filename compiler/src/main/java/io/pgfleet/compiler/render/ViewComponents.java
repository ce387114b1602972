package io.pgfleet.compiler.render;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.ObjectHandler;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.util.Wrapper;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/**
 * What a name in a template may mean: a component of the record in scope, or of one around it.
 *
 * <p>No method of any other object is ever called; a name that no record has is an error. Sections
 * are for booleans, lists, optionals and records; printing is for text, integers and booleans.
 */
final class ViewComponents implements ObjectHandler {
  private final Components components = new Components();

  @Override
  public Wrapper find(String name, List<Object> scopes) {
    return inner -> value(name, inner);
  }

  @Override
  public Binding createBinding(String name, TemplateContext place, Code code) {
    return scopes -> value(name, scopes);
  }

  private Object value(String name, List<Object> scopes) {
    for (int i = scopes.size() - 1; i >= 0; i--) {
      Object scope = scopes.get(i);
      if (scope instanceof Record view && components.has(view.getClass(), name)) {
        return components.value(view, name);
      }
    }
    throw new MustacheException("no view in scope has a component '" + name + "'");
  }

  @Override
  public Object coerce(Object value) {
    return value;
  }

  @Override
  public Writer iterate(Iteration section, Writer writer, Object value, List<Object> scopes) {
    if (value instanceof Boolean flag) {
      return flag ? section.next(writer, flag, scopes) : writer;
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? section.next(writer, optional.get(), scopes) : writer;
    }
    if (value instanceof Record) {
      return section.next(writer, value, scopes);
    }
    Writer current = writer;
    for (Object item : list(value)) {
      current = section.next(current, item, scopes);
    }
    return current;
  }

  @Override
  public Writer falsey(Iteration section, Writer writer, Object value, List<Object> scopes) {
    boolean holds;
    if (value instanceof Boolean flag) {
      holds = flag;
    } else if (value instanceof Optional<?> optional) {
      holds = optional.isPresent();
    } else {
      holds = !list(value).isEmpty();
    }
    return holds ? writer : section.next(writer, Boolean.TRUE, scopes);
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> items) {
      return items;
    }
    throw new MustacheException("a section needs a boolean, list, optional or record");
  }

  @Override
  public String stringify(Object value) {
    if (value instanceof String
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean) {
      return value.toString();
    }
    throw new MustacheException("only text, integers and booleans can be printed");
  }
}
