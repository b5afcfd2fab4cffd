package dev.gatehouse.local.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts the parts a service's tests need and gives the service their addresses and credentials; fields of type
 * {@link Parts} in test classes are filled. Use it as
 *
 * <pre>{@code
 * @WithTestResource(
 *         value = PlatformParts.class,
 *         initArgs = {@ResourceArg(name = "service", value = "request"),
 *                     @ResourceArg(name = "parts", value = "postgresql,kafka,oidc,temporal")},
 *         scope = TestResourceScope.GLOBAL)
 * }</pre>
 *
 * Arguments: {@code service}, the short name (database, role and Kafka principal); {@code parts}, default all;
 * {@code topics}, more topics than the contract's, free for every principal of the contract and the service.
 */
public final class PlatformParts implements QuarkusTestResourceLifecycleManager {

    private String service = "test";
    private Set<Part> wanted = EnumSet.allOf(Part.class);
    private List<String> moreTopics = List.of();
    private @Nullable Parts parts;

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.getOrDefault("service", service);
        if (arguments.containsKey("parts")) {
            wanted = Part.parse(arguments.get("parts"));
        }
        if (arguments.containsKey("topics")) {
            moreTopics = Arrays.asList(arguments.get("topics").split(","));
        }
    }

    @Override
    public Map<String, String> start() {
        parts = Parts.start(service, wanted, moreTopics);
        return parts.configuration();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(parts, new TestInjector.MatchesType(Parts.class));
    }

    @Override
    public void stop() {
        if (parts != null) {
            parts.close();
            parts = null;
        }
    }
}
