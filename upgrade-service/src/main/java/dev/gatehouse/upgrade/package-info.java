/**
 * Upgrade-service: will lead stacks from one release to the next. So far it keeps what that needs to know: {@code stack}
 * (stacks and their current versions) and {@code release} (releases of templates). Features do not depend on each other.
 */
@NullMarked
package dev.gatehouse.upgrade;

import org.jspecify.annotations.NullMarked;
