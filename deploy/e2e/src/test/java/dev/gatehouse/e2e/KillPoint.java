package dev.gatehouse.e2e;

import java.util.function.Function;

/** The steps of provisioning at which the provisioner is killed, in their order. */
enum KillPoint {
    /** The request is read, but neither kept nor acknowledged. */
    ACCEPTING(platform -> row(platform, "new.kind = 'workflow-start'")),
    TELLING_THE_START(platform -> fact(platform, "ProvisioningStarted")),
    KEEPING_THE_SECRET(platform -> HeldStatement.writing(platform.superUser("provisioner"), "secret")),
    MAKING_THE_ROLE(platform -> HeldStatement.writing(platform.superUser("postgres"), "pg_authid")),
    MARKING_THE_ROLE(platform -> HeldStatement.writing(platform.superUser("postgres"), "pg_shdescription")),
    MAKING_THE_DATABASE(platform -> HeldStatement.writing(platform.superUser("postgres"), "pg_database")),
    /** The database is there, nobody has been told. */
    TELLING_THE_DATABASE(platform -> fact(platform, "ComponentProvisioned")),
    /** The commit's objects are in the repository, the branch does not lead to them. */
    MOVING_THE_BRANCH(platform -> HeldBranch.of(platform.repository(), "main")),
    /** The commit is on the branch, nobody has been told. */
    TELLING_THE_APPLICATION(platform ->
            row(platform, typed("ComponentProvisioned") + " and position('gitops' in encode(new.data, 'escape')) > 0")),
    TELLING_THE_END(platform -> fact(platform, "StackProvisioned")),
    /** Kafka has confirmed the last fact, and its row still stands in the outbox. */
    CROSSING_OFF_THE_END(platform -> HeldStatement.deleting(
            platform.superUser("provisioner"), "outbox", "old.type = '%s'".formatted(type("StackProvisioned"))));

    private final Function<Platform, Hold> hold;

    KillPoint(Function<Platform, Hold> hold) {
        this.hold = hold;
    }

    Hold hold(Platform platform) {
        return hold.apply(platform);
    }

    private static Hold fact(Platform platform, String event) {
        return row(platform, typed(event));
    }

    private static Hold row(Platform platform, String condition) {
        return HeldStatement.inserting(platform.superUser("provisioner"), "outbox", condition);
    }

    private static String typed(String event) {
        return "new.type = '%s'".formatted(type(event));
    }

    private static String type(String event) {
        return "dev.gatehouse.provisioner.%s.v1".formatted(event);
    }
}
