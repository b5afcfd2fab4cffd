package dev.gatehouse.local.frontdoor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which service answers a path: decided by the first segment below {@code /api/v1}, which ends at {@code /} or at
 * {@code :}, which some clients write {@code %3A} ({@code stacks:plan} is stacks'). Everything else leads nowhere, above all {@code /internal}.
 */
public final class Routes {

    private static final String API = "/api/v1/";
    private static final String IDENTITY_PREFIX = "/oidc/";

    /** The name of the OpenID provider among the origins: {@code /oidc/...} leads there. */
    public static final String IDENTITY = "identity";

    private static final Map<String, List<String>> SEGMENTS = Map.of(
            "request",
            List.of(
                    "templates",
                    "stacks",
                    "producers",
                    "policies",
                    "quotas",
                    "approvals",
                    "break-glass",
                    "audit",
                    "feedback",
                    "scorecard"),
            "provisioner",
            List.of("provisioning", "targets", "secrets"),
            "upgrade",
            List.of("upgrades", "campaigns", "preflight"),
            "ownership",
            List.of(
                    "teams",
                    "ownership",
                    "boundaries",
                    "schedules",
                    "escalation-policies",
                    "silences",
                    "incidents",
                    "alerts"));

    private static final Map<String, String> SERVICE_BY_SEGMENT = bySegment();

    private Routes() {}

    private static Map<String, String> bySegment() {
        Map<String, String> services = new HashMap<>();
        SEGMENTS.forEach((service, segments) -> segments.forEach(segment -> services.put(segment, service)));
        return Map.copyOf(services);
    }

    /** @param path a request's path as it came, still encoded */
    public static Optional<String> serviceOf(String path) {
        if (climbs(path)) {
            return Optional.empty();
        }
        if (path.startsWith(IDENTITY_PREFIX)) {
            return Optional.of(IDENTITY);
        }
        if (!path.startsWith(API)) {
            return Optional.empty();
        }
        String first = path.substring(API.length()).split("/|:|%3[aA]", 2)[0];
        return Optional.ofNullable(SERVICE_BY_SEGMENT.get(first));
    }

    /** The path as the OpenID provider knows it: without {@code /oidc}. */
    static String identityPath(String uri) {
        return uri.substring(IDENTITY_PREFIX.length() - 1);
    }

    /**
     * Whether the path leads upwards. A service resolves {@code ..} after the front door has chosen it, so
     * {@code /api/v1/stacks/../../../internal} must not get through, nor its encoded forms.
     */
    private static boolean climbs(String path) {
        String plain;
        try {
            plain = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return true;
        }
        for (String segment : plain.split("[/\\\\;]", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
