/** An entry of a timeline and how it reads. Allowed dependencies: java.*, jspecify, other model packages. */
@NullMarked
package dev.gatehouse.request.timeline.model;

import org.jspecify.annotations.NullMarked;
