/** What people wrote, as a tree that knows its lines. Allowed dependencies: java.*, jspecify, {@code problem.model}. */
@NullMarked
package dev.gatehouse.request.document.model;

import org.jspecify.annotations.NullMarked;
