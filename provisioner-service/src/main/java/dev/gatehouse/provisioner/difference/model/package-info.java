/**
 * What may be told of a field that is not as it should be: pure. Allowed dependencies: java.*, jspecify.
 */
@NullMarked
package dev.gatehouse.provisioner.difference.model;

import org.jspecify.annotations.NullMarked;
