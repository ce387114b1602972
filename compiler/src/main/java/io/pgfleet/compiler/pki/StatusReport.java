package io.pgfleet.compiler.pki;

import io.pgfleet.compiler.pki.CertificateStatus.Bearer;
import io.pgfleet.compiler.pki.CertificateStatus.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what is to say of every certificate. */
final class StatusReport {
  private final Register register;
  private final Authorities authorities;
  private final List<Wanted> wanted;
  private final Judge judge;

  StatusReport(Register register, List<Wanted> wanted) {
    this.register = register;
    this.authorities = new Authorities(register);
    this.wanted = wanted;
    this.judge = new Judge(register, authorities);
  }

  CertificateStatus at(Instant at) {
    List<Line> lines = new ArrayList<>();
    authorities(at, lines);
    wanted.stream()
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(one -> lines.add(service(one, at)));
    people(at, lines);
    foreign(lines);
    return new CertificateStatus(lines, authorities.stage());
  }

  private void authorities(Instant at, List<Line> lines) {
    for (String name : List.of(Authorities.CURRENT, Authorities.NEXT, Authorities.OLD)) {
      Optional<Recorded> there = register.get(name);
      if (there.isPresent()) {
        Judge.Finding finding = judge.authority(name, there.get(), at);
        lines.add(line(name, Bearer.AUTHORITY, List.of(), there, finding));
      } else if (name.equals(Authorities.CURRENT)) {
        Judge.Finding missing = new Judge.Finding(CertificateState.MISSING, "is missing");
        lines.add(line(name, Bearer.AUTHORITY, List.of(), there, missing));
      }
    }
  }

  private Line service(Wanted one, Instant at) {
    Judge.Finding finding = judge.wanted(one, at);
    return line(one.name(), Bearer.SERVICE, one.hosts(), register.get(one.name()), finding);
  }

  private void people(Instant at, List<Line> lines) {
    for (String name : register.names()) {
      Optional<Recorded> there = register.get(name);
      if (name.startsWith(CertificateFolder.PEOPLE) && there.isPresent()) {
        Judge.Finding finding = judge.person(there.get(), at);
        lines.add(line(name, Bearer.PERSON, List.of(), there, finding));
      }
    }
  }

  private void foreign(List<Line> lines) {
    List<String> told = lines.stream().map(Line::name).toList();
    for (String name : register.names()) {
      if (!told.contains(name)) {
        Judge.Finding finding =
            new Judge.Finding(CertificateState.FOREIGN, "is needed by nothing; delete its file");
        lines.add(line(name, Bearer.NOBODY, List.of(), register.get(name), finding));
      }
    }
  }

  private static Line line(
      String name,
      Bearer bearer,
      List<String> hosts,
      Optional<Recorded> there,
      Judge.Finding finding) {
    return new Line(
        name,
        bearer,
        hosts,
        there.map(one -> List.copyOf(one.names())).orElse(List.of()),
        there.map(Recorded::notBefore),
        there.map(Recorded::notAfter),
        there.map(one -> KeyKind.describe(one.certificate().getPublicKey())).orElse(""),
        finding.state(),
        finding.reason());
  }
}
