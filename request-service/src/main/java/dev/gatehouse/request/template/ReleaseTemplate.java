package dev.gatehouse.request.template;

import dev.gatehouse.request.template.TemplateCheck.Checked;
import dev.gatehouse.request.template.model.Syntax;

/**
 * Release a template.
 *
 * @param checked the template, found without faults
 * @param syntax how it was written
 * @param text what was written, kept as it is
 * @param releasedBy the platform engineer
 */
public record ReleaseTemplate(Checked checked, Syntax syntax, String text, String releasedBy) {}
