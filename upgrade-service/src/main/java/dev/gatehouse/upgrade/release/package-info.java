/**
 * Releases of templates, read from {@code request.template.v1}: what a stack can be upgraded to. Nothing here is told
 * onwards.
 *
 * <p>Allowed dependencies: messaging, CDI. Not on its adapters.
 */
@NullMarked
package dev.gatehouse.upgrade.release;

import org.jspecify.annotations.NullMarked;
