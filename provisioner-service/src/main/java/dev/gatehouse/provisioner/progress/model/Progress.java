package dev.gatehouse.provisioner.progress.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far an operation is.
 *
 * @param percent 0 to 99 while it runs; 100 only where all of it is done and has been told
 * @param done pieces that are done
 * @param total pieces that there are
 * @param expectedEnd when it may end if it goes as it did before; null where nothing was learned yet
 */
public record Progress(
        int percent, int done, int total, @Nullable Instant expectedEnd) {
    private static final int ALMOST = 99;
    private static final int ALL = 100;
    /** A piece that takes longer than ever before is still not done. */
    private static final double AT_MOST_BEGUN = 0.9;

    /** Of an operation that has ended: either all was done, or what it did until it failed and did not undo. */
    public static Progress ended(boolean success, List<Piece> pieces) {
        int done = (int) pieces.stream().filter(Piece::done).count();
        int percent = pieces.isEmpty() ? 0 : Math.min(ALMOST, ALL * done / pieces.size());
        return new Progress(success ? ALL : percent, done, pieces.size(), null);
    }

    /**
     * Of an operation at work. Each piece weighs what it took in earlier runs; one that has begun counts for the part of
     * that time that has passed. The end is that of the longest chain of pieces that are left.
     *
     * @param pieces each after those that it waits for
     * @param began when the operation was accepted
     */
    public static Progress of(List<Piece> pieces, Experience experience, Instant began, Instant now) {
        Map<String, Duration> alone = experience.alone(pieces);
        Map<String, Instant> ends = new HashMap<>();
        Instant end = now;
        double weight = 0;
        double covered = 0;
        for (Piece piece : pieces) {
            Duration takes = Objects.requireNonNull(alone.get(piece.name()));
            Instant begins = piece.after().stream()
                    .map(before -> ends.getOrDefault(before, began))
                    .reduce(began, Progress::later);
            Instant itsEnd = piece.doneAt() == null ? later(begins.plus(takes), now) : piece.doneAt();
            ends.put(piece.name(), itsEnd);
            end = later(end, itsEnd);
            weight += takes.toNanos();
            covered += takes.toNanos() * part(piece, begins, takes, now, experience);
        }
        int done = (int) pieces.stream().filter(Piece::done).count();
        int percent = weight == 0 ? 0 : Math.min(ALMOST, (int) (ALL * covered / weight));
        return new Progress(percent, done, pieces.size(), experience.runs() == 0 ? null : end);
    }

    private static double part(Piece piece, Instant begins, Duration takes, Instant now, Experience experience) {
        if (piece.done()) {
            return 1;
        }
        // Without experience nothing is known of a piece but whether it is done.
        if (experience.runs() == 0 || now.isBefore(begins)) {
            return 0;
        }
        return Math.min(AT_MOST_BEGUN, (double) Duration.between(begins, now).toNanos() / takes.toNanos());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
