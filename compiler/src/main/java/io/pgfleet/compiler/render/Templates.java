package io.pgfleet.compiler.render;

import com.github.mustachejava.MustacheException;
import com.github.mustachejava.SpecMustacheFactory;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/** Templates as written: nothing is escaped, and only components of view records have names. */
final class Templates extends SpecMustacheFactory {

  Templates(Path root) {
    super(root.toFile());
    setObjectHandler(new ViewComponents());
  }

  @Override
  public void encode(String value, Writer writer) {
    try {
      writer.write(value);
    } catch (IOException e) {
      throw new MustacheException("tried to write a value but failed", e);
    }
  }
}
