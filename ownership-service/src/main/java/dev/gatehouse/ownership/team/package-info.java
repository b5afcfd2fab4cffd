/**
 * Teams: registered by platform engineers, told to every service on {@code ownership.team.v1}.
 *
 * <p>Allowed dependencies: {@code team.model}, messaging, CDI. Not on its adapters.
 */
@NullMarked
package dev.gatehouse.ownership.team;

import org.jspecify.annotations.NullMarked;
