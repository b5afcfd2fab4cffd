/**
 * Argo CD Applications committed to a Git repository. Allowed dependencies: the engine port, JGit, Jackson.
 */
@NullMarked
package dev.gatehouse.provisioner.engine.gitops;

import org.jspecify.annotations.NullMarked;
