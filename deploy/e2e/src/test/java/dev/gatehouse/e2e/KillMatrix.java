package dev.gatehouse.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Twenty steps of provisioning {@link FiveComponents} at which the provisioner can be killed, in their order. */
final class KillMatrix {
    private KillMatrix() {}

    /** One step; its text names it in the report. */
    record Point(String name, Function<Platform, Hold> hold) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Point> all() {
        List<Point> points = new ArrayList<>();
        points.add(new Point("accepting the request", KillPoint.ACCEPTING::hold));
        points.add(new Point("telling the start", KillPoint.TELLING_THE_START::hold));
        database("orders", null, points);
        database("reports", "orders", points);
        application("shop", "reports", points);
        application("worker", "shop", points);
        application("dashboard", "worker", points);
        points.add(new Point("telling the end", KillPoint.TELLING_THE_END::hold));
        points.add(new Point("crossing the end off", KillPoint.CROSSING_OFF_THE_END::hold));
        return points;
    }

    /** One of each kind: before anything is kept, in mid-apply, between effect and note, and in the middle of a push. */
    static List<Point> few() {
        List<String> names = List.of("accepting the request", "reports: making the role", "worker: moving the branch");
        return all().stream().filter(point -> names.contains(point.name())).toList();
    }

    private static void database(String component, @Nullable String before, List<Point> points) {
        points.add(new Point(
                component + ": keeping the secret",
                platform -> HeldStatement.inserting(
                        platform.superUser("provisioner"), "secret", "new.component = '%s'".formatted(component))));
        points.add(after(before, component + ": making the role", platform -> catalog(platform, "pg_authid")));
        points.add(after(before, component + ": marking the role", platform -> catalog(platform, "pg_shdescription")));
        points.add(after(before, component + ": making the database", platform -> catalog(platform, "pg_database")));
        points.add(new Point(component + ": telling", platform -> telling(platform, component)));
    }

    private static void application(String component, String before, List<Point> points) {
        points.add(after(
                before, component + ": moving the branch", platform -> HeldBranch.of(platform.repository(), "main")));
        points.add(new Point(component + ": telling", platform -> telling(platform, component)));
    }

    /** A catalog and a branch do not say whose step they hold, so they are held from when the component before is done. */
    private static Point after(@Nullable String before, String name, Function<Platform, Hold> hold) {
        return new Point(name, platform -> {
            Supplier<Hold> second = () -> hold.apply(platform);
            return before == null ? second.get() : new StagedHold(telling(platform, before), second);
        });
    }

    private static Hold catalog(Platform platform, String table) {
        return HeldStatement.writing(platform.superUser("postgres"), table);
    }

    private static Hold telling(Platform platform, String component) {
        return HeldStatement.inserting(
                platform.superUser("provisioner"),
                "outbox",
                "new.type = 'dev.gatehouse.provisioner.ComponentProvisioned.v1'"
                        + " and position('\"name\":\"%s\"' in encode(new.data, 'escape')) > 0".formatted(component));
    }
}
