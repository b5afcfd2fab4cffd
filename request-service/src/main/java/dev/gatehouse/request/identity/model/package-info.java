/** Who calls and what that allows. Allowed dependencies: java.*, jspecify, {@code problem.model}. */
@NullMarked
package dev.gatehouse.request.identity.model;

import org.jspecify.annotations.NullMarked;
