package dev.gatehouse.provisioner.secret.model;

/**
 * A credential that an engine gives to what it makes. Its text form holds no password.
 *
 * @param rotation how often it was renewed
 */
public record IssuedSecret(String username, String password, int rotation) {
    @Override
    public String toString() {
        return "IssuedSecret[username=" + username + ", rotation=" + rotation + "]";
    }
}
