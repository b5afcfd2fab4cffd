/** The table {@code team}. Allowed dependencies: {@code team}, {@code team.model}, Hibernate Reactive. */
@NullMarked
package dev.gatehouse.ownership.team.persistence;

import org.jspecify.annotations.NullMarked;
