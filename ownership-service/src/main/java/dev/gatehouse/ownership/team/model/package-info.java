/** What a team is and when a registration changes it. Allowed dependencies: java.*, jspecify. */
@NullMarked
package dev.gatehouse.ownership.team.model;

import org.jspecify.annotations.NullMarked;
