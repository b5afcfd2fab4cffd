package dev.gatehouse.request;

import dev.gatehouse.local.testing.PlatformParts;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/** The parts that all tests of this module share; being global, they are started once. */
@WithTestResource(
        value = PlatformParts.class,
        initArgs = {
            @ResourceArg(name = "service", value = "request"),
            @ResourceArg(name = "parts", value = "postgresql,kafka,oidc")
        },
        scope = TestResourceScope.GLOBAL)
final class RealParts {}
