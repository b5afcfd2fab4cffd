package dev.gatehouse.benchmark;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rest how long the platform is left alone before its memory is read
 * @param rounds of each side of a comparison
 * @param round how long one round of requests lasts
 * @param stacks provisioned in one round
 * @param stacksOfFive the same where a stack has five components
 * @param roundsOfFive of each side there: a round lasts minutes on a Temporal server that keeps what it is told
 * @param warmUpStacks made and forgotten before growth is measured
 * @param grown how many stacks there are in the end where growth is measured
 */
record Scale(
        Duration rest,
        int rounds,
        Duration warmUp,
        Duration round,
        int stacks,
        int stacksOfFive,
        int roundsOfFive,
        int warmUpStacks,
        int grown) {

    /** For figures to write down. */
    static final Scale FULL = new Scale(
            Duration.ofSeconds(15), 5, Duration.ofSeconds(60), Duration.ofSeconds(5), 200, 500, 3, 8000, 5000);

    /** To see that everything works. */
    static final Scale QUICK =
            new Scale(Duration.ofSeconds(3), 1, Duration.ofSeconds(4), Duration.ofSeconds(3), 50, 50, 1, 100, 1000);
}
