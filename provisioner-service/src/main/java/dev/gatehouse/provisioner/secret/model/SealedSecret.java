package dev.gatehouse.provisioner.secret.model;

/**
 * A credential as it is stored: its password encrypted, everything else readable.
 *
 * @param keyId which of the configured keys sealed it
 * @param box what that key made of the password, as base64
 */
public record SealedSecret(String reference, SecretOwner owner, String username, String keyId, String box) {}
