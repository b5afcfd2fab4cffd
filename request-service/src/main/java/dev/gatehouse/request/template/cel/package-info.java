/** Expressions as CEL: parsed, type-checked, their references read from the syntax tree. Allowed dependencies: {@code template}, dev.cel. */
@NullMarked
package dev.gatehouse.request.template.cel;

import org.jspecify.annotations.NullMarked;
