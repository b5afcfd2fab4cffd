package dev.gatehouse.request.intake.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event of the intake as far as its trust depends on it.
 *
 * @param writtenTime the attribute time as it was written, which is what the signature covers; null where the event is
 *     not in binary mode or has none
 * @param data the bytes of the order
 * @param signature a detached JWS in compact form; null where there is none
 */
public record SignedOrder(
        String id,
        String source,
        String type,
        @Nullable String writtenTime,
        byte[] data,
        @Nullable String signature) {

    private static final String TYPE = "dev.gatehouse.intake.StackOrdered.v1";
    private static final Pattern SOURCE = Pattern.compile("/producers/(?<name>[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)");
    private static final Duration OLDEST = Duration.ofHours(24);
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    private static final int LONGEST_ID = 255;

    /** The producer that the source names; whether it is that producer only the signature tells. */
    public Optional<String> producer() {
        Matcher matcher = SOURCE.matcher(source);
        return matcher.matches() ? Optional.of(matcher.group("name")) : Optional.empty();
    }

    /** What is wrong with the event before anybody's key is looked at; empty where nothing is. */
    public Optional<String> formFault() {
        if (!type.equals(TYPE)) {
            return Optional.of("unknown type " + type + "; the intake takes " + TYPE);
        }
        if (producer().isEmpty()) {
            return Optional.of("the source " + source + " names no producer; write /producers/<name>");
        }
        if (id.length() > LONGEST_ID) {
            return Optional.of("the id is longer than " + LONGEST_ID + " characters");
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("the id holds a control character");
        }
        if (signature == null) {
            return Optional.of("the event is not signed; ce_signature carries a detached JWS");
        }
        if (writtenTime == null) {
            return Optional.of("the event has no ce_time, which its signature must cover; send it in binary mode");
        }
        return time().isPresent() ? Optional.empty() : Optional.of("the time " + writtenTime + " is not RFC 3339");
    }

    /** Why the event is not taken at this time of day; empty where it is. To be asked once its signature is known. */
    public Optional<String> timeFault(Instant now) {
        Instant told = time().orElseThrow();
        if (told.isBefore(now.minus(OLDEST))) {
            return Optional.of("the event is older than 24 hours (" + writtenTime + "); order again");
        }
        if (told.isAfter(now.plus(MOST_AHEAD))) {
            return Optional.of("the event is from the future (" + writtenTime + "); set the producer's clock");
        }
        return Optional.empty();
    }

    /** Read from the text that is signed, never from anything else that says when it was. */
    private Optional<Instant> time() {
        try {
            return Optional.ofNullable(writtenTime)
                    .map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    /** The bytes that the signature covers. */
    public byte[] signedContent() {
        return String.join("\n", id, source, type, String.valueOf(writtenTime), digest())
                .getBytes(StandardCharsets.UTF_8);
    }

    private String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
