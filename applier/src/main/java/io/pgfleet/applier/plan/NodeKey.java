package io.pgfleet.applier.plan;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A machine's own key: digests that are kept there are made with it, so that they tell nothing
 * elsewhere.
 *
 * @param hex 64 hex digits; empty before the first contact, then nothing can be sealed
 */
public record NodeKey(String hex) {

  /** HMAC-SHA256 of a text in lower case hex; empty while there is no key. */
  public String seal(String text) {
    if (hex.isEmpty()) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(hex), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("this Java has no HmacSHA256", absent);
    }
  }

  /** Never the key itself. */
  @Override
  public String toString() {
    return "NodeKey";
  }
}
