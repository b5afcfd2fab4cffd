package dev.gatehouse.provisioner.target.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a target's description must look like. Nothing in it may become an option, a scheme or a credential. */
public final class TargetRules {
    public static final Set<String> KINDS = Set.of("postgresql", "git", "cluster", "dns");

    /** JGit's transports that need no program outside this process. */
    public static final Set<String> GIT_SCHEMES = Set.of("file", "https");

    private static final int MOST_ENVIRONMENTS = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9._:]{0,251}[A-Za-z0-9])?");
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._/]{0,99}");
    private static final Set<String> SSL_MODES = Set.of("disable", "prefer", "require", "verify-ca", "verify-full");

    private TargetRules() {}

    /** A field that breaks a rule, by JSON pointer, and what to write instead. */
    public record Violation(String pointer, String detail) {}

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    public static List<Violation> check(String kind, Map<String, @Nullable Object> address, List<String> environments) {
        List<Violation> violations = new ArrayList<>(AddressText.check(address));
        if (!KINDS.contains(kind)) {
            violations.add(new Violation(
                    "/kind", "must be one of " + KINDS.stream().sorted().toList()));
        }
        if (kind.equals("postgresql")) {
            checkPostgresql(address, violations);
        }
        if (kind.equals("git")) {
            checkGit(address, violations);
        }
        if (environments.size() > MOST_ENVIRONMENTS) {
            violations.add(new Violation("/environments", "may name " + MOST_ENVIRONMENTS + " environments"));
            return violations;
        }
        for (int i = 0; i < environments.size(); i++) {
            if (!isName(environments.get(i))) {
                violations.add(
                        new Violation("/environments/" + i, "must be a lower-case name, for example production"));
            }
        }
        return violations;
    }

    private static void checkPostgresql(Map<String, @Nullable Object> address, List<Violation> violations) {
        only(address, Set.of("host", "port", "sslmode"), violations);
        if (!(address.get("host") instanceof String host) || !HOST.matcher(host).matches()) {
            violations.add(new Violation("/address/host", "must be a host name or an address"));
        }
        boolean whole = address.get("port") instanceof Integer || address.get("port") instanceof Long;
        if (!whole
                || !(address.get("port") instanceof Number port)
                || port.longValue() < 1
                || port.longValue() > 65_535) {
            violations.add(new Violation("/address/port", "must be a number from 1 to 65535"));
        }
        Object mode = address.get("sslmode");
        if (mode != null && !SSL_MODES.contains(mode)) {
            violations.add(new Violation(
                    "/address/sslmode",
                    "must be one of " + SSL_MODES.stream().sorted().toList()));
        }
    }

    private static void checkGit(Map<String, @Nullable Object> address, List<Violation> violations) {
        only(address, Set.of("url", "branch"), violations);
        if (!(address.get("url") instanceof String url)) {
            violations.add(new Violation("/address/url", "must be the repository's URL"));
        } else {
            gitUrlProblem(url).ifPresent(detail -> violations.add(new Violation("/address/url", detail)));
        }
        Object branch = address.get("branch");
        if (branch != null && !(branch instanceof String name && isBranch(name))) {
            violations.add(new Violation("/address/branch", "must be a branch name, for example main"));
        }
    }

    private static boolean isBranch(String name) {
        return BRANCH.matcher(name).matches() && !name.contains("..") && !name.endsWith(".lock") && !name.endsWith("/");
    }

    /** Says what is wrong with a repository's URL, or nothing. */
    public static Optional<String> gitUrlProblem(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            return Optional.of("must be a URL with one of the schemes " + sortedSchemes());
        }
        if (uri.getScheme() == null || !GIT_SCHEMES.contains(uri.getScheme())) {
            return Optional.of("must have one of the schemes " + sortedSchemes());
        }
        String host = uri.getHost() == null ? "" : uri.getHost();
        if (host.startsWith("-") || uri.getSchemeSpecificPart().startsWith("-")) {
            return Optional.of("must not begin with a dash");
        }
        if (!uri.getScheme().equals("file") && host.isEmpty()) {
            return Optional.of("must name a host");
        }
        if (climbs(uri)) {
            return Optional.of("must not climb: . and .. have no place in its path");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            return Optional.of(
                    "must hold no credentials, query or fragment; credentials come from the service's configuration");
        }
        return Optional.empty();
    }

    /** A path that leads out of itself would pass for one below the place to which a credential is bound. */
    private static boolean climbs(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        return Stream.of(path.split("/", -1)).anyMatch(part -> part.equals(".") || part.equals(".."));
    }

    private static List<String> sortedSchemes() {
        return GIT_SCHEMES.stream().sorted().toList();
    }

    private static void only(Map<String, @Nullable Object> address, Set<String> known, List<Violation> violations) {
        address.keySet().stream()
                .filter(field -> !known.contains(field))
                .sorted()
                .forEach(field -> violations.add(new Violation(
                        "/address/" + field.replace("~", "~0").replace("/", "~1"),
                        "is not known here; credentials belong into the service's configuration")));
    }
}
