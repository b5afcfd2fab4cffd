package dev.gatehouse.local.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Optional;
import java.util.Set;

/** What {@link ArchitectureRules#workflowsAreDeterministic()} means by its words. */
final class Workflows {

    private static final String WORKFLOW = "io.temporal.workflow.WorkflowInterface";

    /** Classes of code that runs as a workflow: implementations of a workflow interface, and what is nested in them. */
    static final DescribedPredicate<JavaClass> IMPLEMENTATION =
            DescribedPredicate.describe("are workflow implementations", type -> isWorkflow(outermost(type)));

    /** Packages that reach the world outside the workflow, and sources of chance. */
    static final DescribedPredicate<JavaClass> OUTSIDE_WORLD = resideInAnyPackage(
                    "java.io..",
                    "java.nio..",
                    "java.net..",
                    "java.sql..",
                    "javax.sql..",
                    "java.util.concurrent..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.persistence..",
                    "org.hibernate..",
                    "org.apache.kafka..",
                    "io.vertx..")
            .and(DescribedPredicate.describe(
                    "reach outside",
                    type -> !type.getName().equals("java.io.Serializable")
                            && !type.getName().equals("java.util.concurrent.TimeUnit")))
            .or(DescribedPredicate.describe("give chance or time", type -> Set.of(
                            "java.util.Random",
                            "java.util.SplittableRandom",
                            "java.security.SecureRandom",
                            "java.time.Clock",
                            "java.util.Timer",
                            "java.lang.Thread")
                    .contains(type.getName())));

    private static final Set<String> CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID");

    /** Reading the clock ({@code now()} of any java.time type), or drawing a random number. */
    static final DescribedPredicate<JavaMethodCall> CLOCK_OR_CHANCE =
            DescribedPredicate.describe("clock or chance", call -> {
                String owner = call.getTargetOwner().getName();
                return (owner.startsWith("java.time.") && call.getName().equals("now"))
                        || CALLS.contains(owner + "." + call.getName());
            });

    private Workflows() {}

    private static boolean isWorkflow(JavaClass type) {
        return type.getAllRawInterfaces().stream().anyMatch(port -> port.isAnnotatedWith(WORKFLOW));
    }

    private static JavaClass outermost(JavaClass type) {
        Optional<JavaClass> enclosing = type.getEnclosingClass();
        return enclosing.map(Workflows::outermost).orElse(type);
    }
}
