package io.pgfleet.compiler.keys;

import io.pgfleet.compiler.model.Secret;
import io.pgfleet.compiler.secret.SealedBook;
import java.util.Optional;

/** Private keys among sealed secrets that were opened. */
final class SealedKeys implements KeyStore {
  private final SealedBook book;

  SealedKeys(SealedBook book) {
    this.book = book;
  }

  @Override
  public boolean holds(String name) {
    return book.reference(name).isPresent();
  }

  @Override
  public Optional<String> pem(String name) {
    return book.value(name);
  }

  @Override
  public void set(String name, String pem) {
    book.setMade(name, pem);
  }

  @Override
  public void remove(String name) {
    book.remove(name);
  }

  @Override
  public Secret reference(String name) {
    return book.reference(name).orElseThrow();
  }

  @Override
  public void save() {
    book.save();
  }
}
