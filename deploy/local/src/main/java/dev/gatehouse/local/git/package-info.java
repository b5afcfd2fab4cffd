/** Bare Git repositories in the file system. Depends on JGit. */
@NullMarked
package dev.gatehouse.local.git;

import org.jspecify.annotations.NullMarked;
