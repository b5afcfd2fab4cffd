/**
 * The commands behind the scripts {@code deploy/up}, {@code down}, {@code demo}, {@code token} and {@code replay}. Each
 * answers with an exit code; what a person must know is one sentence on standard error. Depends on {@code platform} and
 * {@code api}.
 */
@NullMarked
package dev.gatehouse.local.command;

import org.jspecify.annotations.NullMarked;
