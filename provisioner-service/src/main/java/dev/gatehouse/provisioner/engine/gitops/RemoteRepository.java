package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.EngineTarget;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/** The repository of a target. Its URL was checked against the list of allowed schemes when it was registered. */
record RemoteRepository(EngineTarget target) {

    String url() {
        return target.require("url", String.class);
    }

    String branch() {
        return target.address().get("branch") instanceof String branch ? branch : "main";
    }

    String ref() {
        return "refs/heads/" + branch();
    }

    @Nullable
    CredentialsProvider credentials() {
        return target.credential()
                .filter(credential -> url().startsWith("https:"))
                .map(credential ->
                        new UsernamePasswordCredentialsProvider(credential.username(), credential.password()))
                .orElse(null);
    }
}
