package dev.gatehouse.provisioner.secret.http;

import dev.gatehouse.provisioner.secret.model.OpenedSecret;

/** A credential as its owner gets it. Its text form holds no password. */
record SecretView(String reference, String stackId, String component, String username, String password) {

    static SecretView of(OpenedSecret secret) {
        return new SecretView(
                secret.reference(),
                secret.owner().stackId(),
                secret.owner().component(),
                secret.username(),
                secret.password());
    }

    @Override
    public String toString() {
        return "SecretView[reference=" + reference + "]";
    }
}
