/** Speaks to a running platform over HTTP as any user would. Depends on java.* and Jackson only. */
@NullMarked
package dev.gatehouse.local.api;

import org.jspecify.annotations.NullMarked;
