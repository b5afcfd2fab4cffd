/** The table {@code template_release}. Allowed dependencies: {@code release}, Hibernate Reactive. */
@NullMarked
package dev.gatehouse.upgrade.release.persistence;

import org.jspecify.annotations.NullMarked;
