package io.pgfleet.compiler.model.parameter;

import java.util.Optional;

/** A quick link on the portal's home page. */
public record Card(
    String name,
    String url,
    Optional<String> desc,
    Optional<String> icon,
    Optional<String> nameCn,
    Optional<String> descCn) {}
