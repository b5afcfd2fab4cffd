package dev.gatehouse.provisioner.engine.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the registry, for example from before it checked URLs: the engine opens allowed ones only. */
class RemoteRepositoryTest {
    private static final Set<String> SCHEMES = Set.of("file", "https");

    @ParameterizedTest
    @ValueSource(strings = {"file:///var/lib/git/stacks.git", "https://git.example/platform/stacks.git"})
    void anAllowedSchemeIsOpened(String url) {
        assertThat(RemoteRepository.of(Bare.target(url), SCHEMES).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-oProxyCommand=sh",
                "--upload-pack=sh:https",
                "ext::sh -c id",
                "ssh://-oProxyCommand=sh/stacks.git",
                "git@git.example:stacks.git",
                "http://git.example/stacks.git",
                "HTTPS://git.example/stacks.git",
                " https://git.example/stacks.git",
                "/var/lib/git/stacks.git",
                "https",
                ""
            })
    void anyOtherIsRefusedForGood(String url) {
        assertThatThrownBy(() -> RemoteRepository.of(Bare.target(url), SCHEMES))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("[file, https]");
    }
}
