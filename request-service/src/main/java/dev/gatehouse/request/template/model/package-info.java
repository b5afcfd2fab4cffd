/** What a template is and how its components hang together. Allowed dependencies: java.*, jspecify, other model packages. */
@NullMarked
package dev.gatehouse.request.template.model;

import org.jspecify.annotations.NullMarked;
