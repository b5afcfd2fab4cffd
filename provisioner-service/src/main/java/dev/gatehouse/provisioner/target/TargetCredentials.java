package dev.gatehouse.provisioner.target;

import java.util.Optional;

/** This service's own credentials for targets. They live in configuration only, never in a row or an event. */
public interface TargetCredentials {

    Optional<Credential> of(String targetName);

    /** A user name and its password. */
    record Credential(String username, String password) {
        @Override
        public String toString() {
            return "Credential[username=" + username + "]";
        }
    }
}
