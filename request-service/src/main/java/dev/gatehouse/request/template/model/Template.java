package dev.gatehouse.request.template.model;

import java.util.List;
import java.util.Map;

/**
 * A template as its author wrote it, well-formed but not necessarily releasable.
 *
 * @param name an RFC 1123 label
 * @param version a semantic version
 * @param owner the team that answers for the template's text and defaults
 * @param docs Markdown for those who request a stack
 * @param changelog what changed in this version, Markdown
 * @param parameters a JSON Schema 2020-12
 * @param components in the order written
 * @param outputs expressions, by output name
 */
public record Template(
        String name,
        String version,
        String owner,
        String docs,
        String changelog,
        Map<String, Object> parameters,
        List<Component> components,
        Map<String, String> outputs) {}
