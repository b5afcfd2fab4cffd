package dev.gatehouse.messaging;

import dev.gatehouse.local.testing.PlatformParts;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/** The parts that all tests of this module share; being global, they are started once. */
@WithTestResource(
        value = PlatformParts.class,
        initArgs = {
            @ResourceArg(name = "service", value = "messaging"),
            @ResourceArg(name = "parts", value = "postgresql,kafka,oidc,temporal"),
            @ResourceArg(name = "topics", value = "test.every.v1,test.latest.v1,test.intake.v1,test.outbox.v1")
        },
        scope = TestResourceScope.GLOBAL)
final class RealParts {}
