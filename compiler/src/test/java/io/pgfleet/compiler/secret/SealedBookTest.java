package io.pgfleet.compiler.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import io.pgfleet.compiler.diagnostic.Diagnostics;
import io.pgfleet.compiler.diagnostic.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedBookTest {
  private static final Origin PLACE = new Origin("inventories/prod/inventory.yml", 3, 9);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private SealedBook.Place place;
  private final Diagnostics diagnostics = new Diagnostics();

  @BeforeEach
  void makeIdentity() throws IOException, GeneralSecurityException {
    KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
    Files.writeString(folder.resolve("key"), pair.getPrivate().toString());
    place =
        new SealedBook.Place(
            folder,
            "inventories/prod",
            List.of(pair.getPublic().toString()),
            Identities.of(folder.resolve("key")));
  }

  @Test
  void keepsAValueAndItsRevisionUntilAnotherIsSet() {
    SealedBook book = open();
    book.set("a", "first value of a");
    book.save();
    String revision = open().reference("a").orElseThrow().revision();

    SealedBook again = open();
    again.set("a", "first value of a");
    assertEquals(revision, again.reference("a").orElseThrow().revision());
    again.set("a", "another value of a");
    assertNotEquals(revision, again.reference("a").orElseThrow().revision());
    again.save();
    assertEquals(Optional.of("another value of a"), open().value("a"));
  }

  @Test
  void tellsCompileTheRevisionAndNothingOfTheValue() throws IOException {
    SealedBook book = open();
    book.set("a", "poison-value-1");
    book.save();

    String index = Files.readString(folder.resolve("secrets.index.yml"));
    assertFalse(index.contains("poison"), index);
    assertFalse(index.contains("salt"), index);
    assertEquals(book.reference("a"), Optional.of(sealed().named("a", PLACE)));
    assertFalse(
        new String(Files.readAllBytes(folder.resolve("secrets.age")), StandardCharsets.ISO_8859_1)
            .contains("poison"));
    assertEquals(List.of(), diagnostics.sorted());
  }

  @Test
  void notesWhatPeopleChoseBadly() {
    SealedBook book = open().knowing(List.of("DBUser.DBA"));
    book.set("default", "DBUser.dba");
    book.set("short", "Xy7-Rq2+");
    book.set("word", "MyPassword2026");
    book.set("repeated", "abababababababab");
    book.set("one", "correct horse battery");
    book.set("other", "correct horse battery");
    book.set("good", "correct horse battery staple");
    book.set("verifier", "SCRAM-SHA-256$4096:c2FsdA==$a:b");
    book.make("made");

    assertEquals(Set.of(Flag.DEFAULT), flags(book, "default"));
    for (String weak : List.of("short", "word", "repeated")) {
      assertEquals(Set.of(Flag.WEAK), flags(book, weak), weak);
    }
    assertEquals(Set.of(Flag.SHARED), flags(book, "other"));
    for (String fine : List.of("good", "verifier", "made")) {
      assertEquals(Set.of(), flags(book, fine), fine);
    }
  }

  @Test
  void warnsOfWhatWasNoted() {
    SealedBook book = open();
    book.set("a", "short");
    book.save();
    sealed().named("a", PLACE);

    assertEquals(
        "inventories/prod/secrets.index.yml:5:3: warning[S008]: the secret 'a' is easy to guess;"
            + " give it another value with 'compile secrets rotate a'",
        diagnostics.sorted().get(0).toString());
  }

  @Test
  void healsWhatACrashBetweenTheTwoFilesLeft() throws IOException {
    SealedBook book = open();
    book.set("a", "old value of a");
    book.save();
    byte[] old = Files.readAllBytes(folder.resolve("secrets.index.yml"));
    book.set("a", "new value of a");
    book.set("b", "new value of b");
    book.save();
    Files.write(folder.resolve("secrets.index.yml"), old);

    SealedBook healed = open();
    assertEquals(book.reference("a"), healed.reference("a"));
    assertEquals(book.reference("b"), healed.reference("b"));
    healed.save();
    assertEquals(book.reference("b"), Optional.of(sealed().named("b", PLACE)));
  }

  @Test
  void refusesAnIndexThatKnowsMoreThanIsSealed() throws IOException {
    SealedBook book = open();
    book.set("a", "value of a");
    book.save();
    byte[] sealed = Files.readAllBytes(folder.resolve("secrets.age"));
    book.set("b", "value of b");
    book.save();
    Files.write(folder.resolve("secrets.age"), sealed);

    String message = assertThrows(SecretException.class, this::open).getMessage();
    assertTrue(message.endsWith("restore both files from one commit"), message);
  }

  @Test
  void opensNothingToMakeTheFirstBookOrToBeCompiled() {
    SealedBook.Place blind =
        new SealedBook.Place(
            folder, "inventories/prod", place.recipients(), new Identities(List.of()));
    SealedBook book = SealedBook.open(blind, CLOCK);
    book.set("a", "value of a");
    book.save();

    assertEquals(book.reference("a"), Optional.of(sealed().named("a", PLACE)));
    String message =
        assertThrows(SecretException.class, () -> SealedBook.open(blind, CLOCK)).getMessage();
    assertTrue(message.startsWith("no identity opens sealed secrets; name one"), message);
  }

  @Test
  void refusesPlainTextAndWhatIsNotThere() {
    SealedBook book = open();
    book.set("pg_admin_password", "value of a");
    book.save();
    SealedSecrets sealed = sealed();
    sealed.written("pg_admin_password", "poison", PLACE);
    sealed.written("pg_admin_password", "poison", PLACE);
    sealed.named("pg_admin_pasword", PLACE);
    sealed.unwritten("vip/x");
    assertTrue(sealed.written("empty", "", PLACE).empty());

    List<String> said = diagnostics.sorted().stream().map(Object::toString).toList();
    assertEquals(3, said.size(), said::toString);
    assertTrue(
        said.get(0).contains("error[S004]") && said.get(0).contains("'compile secrets seal'"));
    assertTrue(said.get(1).endsWith("did you mean 'pg_admin_password'?"), said.get(1));
    assertTrue(said.get(2).contains("error[S005]"), said.get(2));
    assertFalse(said.toString().contains("poison"));
  }

  @Test
  void refusesANameThatNoReferenceCanHave() {
    assertThrows(SecretException.class, () -> open().set("a b", "x"));
    assertThrows(SecretException.class, () -> open().set("/a", "x"));
  }

  @Test
  void makesUpAKeyWhereAPasswordWouldNotDo() {
    SealedBook book = open();
    assertTrue(book.made("vault/pgsodium_key").matches("[0-9a-f]{64}"));
    assertTrue(book.made("vault/pg_etcd_password").matches("[0-9A-Za-z]{24}"));
  }

  @Test
  void neverShowsAValue() {
    SealedBook book = open();
    book.set("a", "poison-value");
    assertFalse((book + " " + book.index() + place).contains("poison"));
  }

  private static Set<Flag> flags(SealedBook book, String name) {
    return book.index().get(name).flags();
  }

  private SealedBook open() {
    return SealedBook.open(place, CLOCK);
  }

  private SealedSecrets sealed() {
    return new SealedSecrets(folder, "inventories/prod", diagnostics);
  }
}
