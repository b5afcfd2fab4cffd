package dev.gatehouse.provisioner.target.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.target.model.TargetRules.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"file:///var/lib/git/stacks.git", "https://git.example/platform/stacks.git"})
    void theseRepositoriesAreAllowed(String url) {
        assertThat(pointers("git", Map.of("url", url, "branch", "release/2026")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-oProxyCommand=sh",
                "--upload-pack=sh",
                "ext::sh -c id",
                "http://git.example/stacks.git",
                "git://git.example/stacks.git",
                "ssh://git.example/stacks.git",
                "ssh://-oProxyCommand=sh/stacks.git",
                "https://-host/stacks.git",
                "git@git.example:stacks.git",
                "/var/lib/git/stacks.git",
                "https:///stacks.git",
                "https://user:password@git.example/stacks.git",
                "https://token@git.example/stacks.git",
                "https://git.example/stacks.git?token=x",
                "https://git.example/stacks.git#x",
                "https://git.example/ours/../theirs.git",
                "https://git.example/ours/%2e%2E%2ftheirs.git",
                "file:///srv/git/./../secret.git",
                "not a url",
                ""
            })
    void theseRepositoriesAreNot(String url) {
        assertThat(pointers("git", Map.of("url", url))).containsExactly("/address/url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-f", "a..b", "main.lock", "a/", "a b", "", "a:b"})
    void aBranchMustBeABranchName(String branch) {
        assertThat(pointers("git", Map.of("url", "file:///a.git", "branch", branch)))
                .containsExactly("/address/branch");
    }

    @Test
    void aServerHasHostAndPort() {
        assertThat(pointers("postgresql", Map.of("host", "db.example", "port", 5432, "sslmode", "verify-full")))
                .isEmpty();
        assertThat(pointers("postgresql", Map.of())).containsExactly("/address/host", "/address/port");
        assertThat(pointers("postgresql", Map.of("host", "db?user=x", "port", 70_000, "sslmode", "maybe")))
                .containsExactly("/address/host", "/address/port", "/address/sslmode");
    }

    @Test
    void aCredentialHasNoPlaceInAnAddress() {
        assertThat(pointers("postgresql", Map.of("host", "db", "port", 5432, "password", "secret")))
                .containsExactly("/address/password");
    }

    @Test
    void kindAndEnvironmentsAreChecked() {
        assertThat(TargetRules.check("floppy", Map.of(), List.of("production", "Not A Name")))
                .extracting(Violation::pointer)
                .containsExactly("/kind", "/environments/1");
    }

    private static List<String> pointers(String kind, Map<String, Object> address) {
        return TargetRules.check(kind, address, List.of()).stream()
                .map(Violation::pointer)
                .toList();
    }
}
