package dev.gatehouse.benchmark.provisioning;

import java.util.List;

/**
 * What a bare workflow does.
 *
 * @param waves how many activities are scheduled together, wave after wave
 */
public record BareWork(List<Integer> waves) {

    public BareWork {
        waves = List.copyOf(waves);
    }

    int activities() {
        return waves.stream().mapToInt(Integer::intValue).sum();
    }
}
