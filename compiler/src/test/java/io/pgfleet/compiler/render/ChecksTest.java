package io.pgfleet.compiler.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgfleet.compiler.module.Format;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChecksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "YAML¦a: 1\\nb: [x, y]\\n",
        "JSON¦{'a': [1, 2]}\\n",
        "INI¦; c\\n[databases]\\nmy = host=/run port=5432\\n%include /etc/x\\n",
        "CONF¦# c\\nvm.swappiness = 1\\n* soft nofile 100\\n%admin ALL=(ALL) ALL\\n10.0.0.1 a b\\n",
        "NGINX¦http {\\n  # don't\\n  server { listen 80; set $a '${b}x{'; return 200 'a;}'; }\\n}\\n",
        "KEEPALIVED¦! c\\nglobal_defs {\\n}\\nvrrp_instance VI_1 {\\n  track_script { a }\\n}\\n",
        "HAPROXY¦global\\n    daemon\\nlisten x\\n    bind *:80\\n",
        "SYSTEMD¦[Unit]\\nAfter=a b\\n[Service]\\nExecStart=/bin/x \\\\\\n  --y\\n",
        "HBA¦# c\\nlocal all postgres peer\\nhostssl all +grp 10.0.0.0/8 scram-sha-256\\n",
        "HBA¦host all \"my user\" all md5\\nhost replication r 10.0.0.1 255.255.255.255 md5\\n",
        "SHELL¦#!/bin/sh\\n# don't\\nx=\"a 'b\" # it's\\ncat <<'E'\\nit's\\nE\\necho ${x#y} $# <<<x\\n",
        "SQL¦-- it's\\nSELECT 'a''b', E'\\\\'', $x$ it's $x$;\\n\\\\c db\\nSELECT 1 \\\\gexec\\n",
        "CRON¦MAILTO=\"\"\\n0 1 * * * root /bin/x\\n@reboot root x\\n",
        "HTML¦<!doctype html>\\n<html><body><p class=\"a>b\">x<br></p></body></html>\\n",
        "PEM¦-----BEGIN X-----\\nYQ==\\n-----END X-----\\n",
        "TEXT¦anything { goes\\n"
      })
  void accepts(Format format, String escaped) {
    assertEquals(Optional.empty(), Checks.of(format).check(text(format, escaped)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "YAML¦2¦a: 1\\na: 2\\n",
        "YAML¦3¦a: 1\\nb: [1\\n",
        "JSON¦1¦{'a': 1, 'a': 2}\\n",
        "JSON¦2¦{}\\n{}\\n",
        "INI¦1¦a = 1\\n[x]\\n",
        "INI¦2¦[x]\\nnot a setting\\n",
        "CONF¦2¦a 1\\n= 2\\n",
        "CONF¦1¦a \"b\\n",
        "NGINX¦2¦http {\\n  listen 80\\n}\\n",
        "NGINX¦3¦http {\\n\\n",
        "NGINX¦1¦}\\n",
        "NGINX¦1¦a 'b;\\n",
        "KEEPALIVED¦1¦vrrp_instanc x {\\n}\\n",
        "KEEPALIVED¦3¦vrrp_instance x {\\n\\n",
        "HAPROXY¦1¦listn x\\n    bind *:80\\n",
        "HAPROXY¦1¦    bind *:80\\n",
        "SYSTEMD¦1¦[Unitt]\\nA=b\\n",
        "SYSTEMD¦1¦A=b\\n[Unit]\\n",
        "SYSTEMD¦3¦[Service]\\nExecStart=/x \\\\\\n",
        "HBA¦1¦local all postgres\\n",
        "HBA¦1¦host all all 10.0.0.0/8 nosuch\\n",
        "HBA¦2¦# c\\nhostx all all all md5\\n",
        "SHELL¦2¦a\\necho 'b\\n",
        "SHELL¦1¦echo \"b\\n",
        "SHELL¦1¦cat <<E\\nx\\n",
        "SQL¦1¦SELECT 1\\n",
        "SQL¦1¦SELECT 'a;\\n",
        "SQL¦1¦SELECT 1);\\n",
        "SQL¦1¦DO $x$ begin;\\n",
        "CRON¦1¦hello\\n",
        "HTML¦1¦<p>a</div>\\n",
        "HTML¦2¦<p>a\\n",
        "PEM¦1¦-----BEGIN X-----\\nYQ==\\n-----END Y-----\\n"
      })
  void refuses(Format format, int line, String escaped) {
    Optional<Flaw> flaw = Checks.of(format).check(text(format, escaped));
    assertEquals(Optional.of(line), flaw.map(Flaw::line), () -> "flaw: " + flaw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no newline", "carriage\r\n", "bell\u0007\n", "\ufeffmark\n"})
  void refusesCharactersThatNoFileMayHold(String text) {
    assertEquals(Optional.of(1), Characters.check(text).map(Flaw::line));
  }

  private static String text(Format format, String escaped) {
    String text = escaped.replace("\\n", "\n").replace("\\\\", "\\");
    return format == Format.JSON ? text.replace('\'', '"') : text;
  }
}
