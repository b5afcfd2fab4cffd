/** Producers, and what makes an order worth trusting. Allowed dependencies: java.*, jspecify, other model packages. */
@NullMarked
package dev.gatehouse.request.intake.model;

import org.jspecify.annotations.NullMarked;
