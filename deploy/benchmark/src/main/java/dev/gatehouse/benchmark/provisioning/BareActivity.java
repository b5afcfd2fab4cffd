package dev.gatehouse.benchmark.provisioning;

import io.temporal.activity.ActivityInterface;

/** An activity that costs what any activity costs. */
@ActivityInterface
public interface BareActivity {

    /** Gives back what it was given. */
    String perform(String given);
}
