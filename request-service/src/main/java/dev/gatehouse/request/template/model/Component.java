package dev.gatehouse.request.template.model;

import java.util.Map;

/**
 * One part of a stack.
 *
 * @param name unique in the template; an RFC 1123 label without hyphens, so that CEL can select it
 * @param kind which engine makes it
 * @param owner who answers for it
 * @param reversible whether a change of it can be taken back
 * @param drift what is to be done where it is found to be other than it was made
 * @param inputs the member {@code with}: a tree whose texts may hold expressions
 */
public record Component(
        String name,
        ComponentKind kind,
        ComponentOwner owner,
        boolean reversible,
        DriftPolicy drift,
        Map<String, Object> inputs) {}
