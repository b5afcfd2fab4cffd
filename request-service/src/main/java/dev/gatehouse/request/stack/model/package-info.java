/** What a stack is, and how operations and facts move it. Allowed dependencies: java.*, jspecify, other model packages. */
@NullMarked
package dev.gatehouse.request.stack.model;

import org.jspecify.annotations.NullMarked;
