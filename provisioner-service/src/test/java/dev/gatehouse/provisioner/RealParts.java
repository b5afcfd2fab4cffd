package dev.gatehouse.provisioner;

import dev.gatehouse.local.testing.PlatformParts;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Real PostgreSQL, Kafka, Temporal and OpenID provider, once for all tests that share this annotation; these run one after the
 * other, since they share the service too.
 */
@WithTestResource(
        value = PlatformParts.class,
        initArgs = {
            @ResourceArg(name = "service", value = "provisioner"),
            @ResourceArg(name = "parts", value = "postgresql,kafka,oidc,temporal")
        },
        scope = TestResourceScope.GLOBAL)
@Execution(ExecutionMode.SAME_THREAD)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RealParts {}
