package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.EngineTarget;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/** The repository of a target. */
record RemoteRepository(EngineTarget target) {

    /**
     * The repository, if its URL has one of the allowed schemes. The registry checked that already; here it is checked
     * again, since for some others JGit would start a program that the environment names.
     */
    static RemoteRepository of(EngineTarget target, Set<String> schemes) {
        RemoteRepository remote = new RemoteRepository(target);
        String scheme = remote.url().contains(":")
                ? remote.url().substring(0, remote.url().indexOf(':'))
                : "";
        if (!schemes.contains(scheme)) {
            throw GitFailures.scheme(target.name(), "must have one of the schemes " + new TreeSet<>(schemes));
        }
        return remote;
    }

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
