package io.pgfleet.applier.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifiers that a PostgreSQL 15 server made of these passwords; the salt is its own. */
class ScramVerifierTest {

  static Stream<Arguments> serversOwn() {
    return Stream.of(
        Arguments.of(
            "plain",
            "DBUser.DBA",
            "BtfLG8s5hUyNOIvI7hQf2g==$L8ur1QdKZ8ftitQY0+AQfZRdm5Bcndsvna8IAj64G3g="
                + ":sPUjqn9qiRs07jKnkXxn1aytcGpVv1zKbvpiYyncX6E="),
        Arguments.of(
            "quotes and backslash",
            "it's \\ \"quoted\" $1",
            "vEh77Zvy7ysLKGV+EfMNKg==$Hq2TtXMw4aSFPpLrcTZg4qI7v1fsWQAwaquQGNitzr0="
                + ":mvWVfhA6DxH+SgvUO492O74rK9uy2x4Jiojtw4mtoQ4="),
        Arguments.of(
            "umlauts",
            "pa\u00dfw\u00f6rt",
            "CQ/UuLaTC4bHOrwFYX75ZA==$c15TOYbpLQmksvxWkEy8kpCutsu/D9MGcbuyCvI2bkY="
                + ":HesVm1b7LPyWYyD5tedBABbhsQ0TDbxSnwXS1zv59Lo="),
        Arguments.of(
            "ligature, no-break space, roman numeral",
            "\ufb01ne\u00a0print \u2168",
            "igmOXNXZKKIJqu3VluYzDw==$+9yzzD/JAOvb3gquclodUjJ+WRZ7day8IkC5xpveWt4="
                + ":xoaLb3TxvhP7k80y6QdtDqlQ172o4v9LB+ShFSJSVTU="),
        Arguments.of(
            "soft hyphen and zero width space",
            "soft\u00adhyphen\u200bzero",
            "v/WpmDiDhnEH7zhssU9Kog==$gmhy3CeutOFw0+HhQBjpFSuHCNcQPanBmwvUfkP7FKM="
                + ":GYisV6UoLZkuVyz9d3V9EOLFxouAZubCBmAmd3SlsGQ="),
        Arguments.of(
            "a character that RFC 4013 does not know",
            "emoji \ud83d\ude00 \ufb01",
            "rZpbDuYjpEnOSOeYWy2Qww==$ddTZgc9JMQcAtaBaXBgP/bZjdFEn4OdUjlfAzQTa7ZU="
                + ":5huCr8PKAntK1763kU/0Htv64ZDdbA6/oFKmtdGGwu0="),
        Arguments.of(
            "right to left",
            "\u0627\u0644\u0633\u0631",
            "9cZunMqToY6dmJ5tAPcNYg==$YUaMW/F2xP5Sb3VKs96j9PmMeV5PhjD58b2nH7X3w7w="
                + ":gBoeqOnIR+qJqIti5PfaxP73wYehSVLEzFFT5ndV+HM="),
        Arguments.of(
            "both directions",
            "mixed \u0627 \ufb01",
            "KKgHhryCiyNYs/h9tPnvPA==$+wkCZP5qEKryZqt67nvcipaVCmNQKvq4/FiLdWGX2F8="
                + ":ohZPkwC1GnYSZ2U1KwR7rouPFpE8qml1edOknJv8sxA="),
        Arguments.of(
            "private use",
            "private \ue000\ufb01",
            "J7ZVUTOuGHhIn9y1cciqoA==$WN2fUDr27Kfnq1QY0sthlPaNgEHb/oc/xPdvUUfBReU="
                + ":AtlVITV8STgv3DmgHAEQdaBhUZTp99s5wJ9SV/3bMRk="));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("serversOwn")
  void isTheOneThatTheServerMakes(String what, String password, String saltAndKeys) {
    byte[] salt = Base64.getDecoder().decode(saltAndKeys.substring(0, saltAndKeys.indexOf('$')));

    assertEquals("SCRAM-SHA-256$4096:" + saltAndKeys, ScramVerifier.of(password, salt));
  }

  @Test
  void leavesAReadyVerifierAsItIs() {
    String ready = ScramVerifier.of("pencil", new byte[16]);
    assertEquals(ready, ScramVerifier.of(ready, new byte[] {1, 2, 3}));
    String md5 = "md5" + "0123456789abcdef".repeat(2);
    assertEquals(md5, ScramVerifier.of(md5, new byte[] {1, 2, 3}));
  }

  @Test
  void aPasswordThatOnlyBeginsLikeAVerifierIsAPassword() {
    String password = "SCRAM-SHA-256$4096:not a verifier";
    assertNotEquals(password, ScramVerifier.of(password, new byte[16]));
  }
}
