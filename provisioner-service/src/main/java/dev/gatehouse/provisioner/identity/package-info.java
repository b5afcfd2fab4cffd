/**
 * Who is calling and what they may do. Allowed dependencies: Quarkus security, {@code problem}.
 */
@NullMarked
package dev.gatehouse.provisioner.identity;

import org.jspecify.annotations.NullMarked;
