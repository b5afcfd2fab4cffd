package dev.gatehouse.provisioner.secret.model;

/** A credential in the clear, on its way to its owner. Its text form holds no password. */
public record OpenedSecret(String reference, SecretOwner owner, String username, String password) {
    @Override
    public String toString() {
        return "OpenedSecret[reference=" + reference + "]";
    }
}
