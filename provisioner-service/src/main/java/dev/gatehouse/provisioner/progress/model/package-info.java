/**
 * The arithmetic of progress: pure. Allowed dependencies: java.*, jspecify and other model packages.
 */
@NullMarked
package dev.gatehouse.provisioner.progress.model;

import org.jspecify.annotations.NullMarked;
