package dev.gatehouse.request.template.model;

/** How a template was written. */
public enum Syntax {
    YAML,
    JSON
}
