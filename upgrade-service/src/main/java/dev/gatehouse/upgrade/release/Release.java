package dev.gatehouse.upgrade.release;

import java.time.Instant;

/**
 * A release of a template.
 *
 * @param version a semantic version
 * @param owner the team that answers for the template
 * @param digest SHA-256 of the template's text, hexadecimal
 * @param fact the data of {@code TemplateReleased} as it was told, JSON: the executable part of the release
 */
public record Release(String name, String version, String owner, String digest, String fact, Instant releasedAt) {}
