/** Remembers verified bearer tokens for a moment. Allowed dependencies: Quarkus security and OIDC, Caffeine. */
@NullMarked
package dev.gatehouse.request.identity.oidc;

import org.jspecify.annotations.NullMarked;
