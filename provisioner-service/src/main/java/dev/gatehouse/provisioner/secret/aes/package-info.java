/**
 * Sealing with AES-256-GCM. Allowed dependencies: the feature's root and model, javax.crypto.
 */
@NullMarked
package dev.gatehouse.provisioner.secret.aes;

import org.jspecify.annotations.NullMarked;
