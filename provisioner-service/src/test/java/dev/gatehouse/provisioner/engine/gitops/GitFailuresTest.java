package dev.gatehouse.provisioner.engine.gitops;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import org.eclipse.jgit.transport.RemoteRefUpdate.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers say, word by word. */
class GitFailuresTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "push declined due to repository rule violations",
                "protected branch hook declined",
                "pre-receive hook declined",
                "pre-receive hook declined: push to refs/heads/main is blocked",
                "prohibited by Gerrit: not permitted: update",
                "TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch."
            })
    void aRuleIsARuleWhateverElseItSays(String message) {
        assertThatThrownBy(() -> GitFailures.refuseRejected("git", answer(message)))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to lock",
                "cannot lock ref 'refs/heads/protected': Unable to create 'protected.lock': File exists.",
                "cannot lock ref 'refs/heads/main': is at 1f0c but expected 0b1d",
                "failed to update ref",
                ""
            })
    void somebodyElsesTurnIsNoRule(String message) {
        assertThatCode(() -> GitFailures.refuseRejected("git", answer(message))).doesNotThrowAnyException();
    }

    private static PushAnswer answer(String message) {
        return new PushAnswer(Status.REJECTED_OTHER_REASON, message);
    }
}
