package dev.gatehouse.local.testing;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The architecture stated as rules; each module calls them from plain {@code @Test} methods. A broken rule throws an
 * {@link AssertionError} that lists the offending places.
 *
 * <p>A service's classes lie in {@code dev.gatehouse.<short name>.<feature>[.<adapter>]}: {@code model} is pure Java, the
 * feature's root holds use cases and ports, every other sub-package is an adapter named after its technology.
 */
public final class ArchitectureRules {

    private static final DescribedPredicate<JavaClass> MARKED =
            DescribedPredicate.describe("lie in a package that is @NullMarked", type -> type.getPackage()
                    .isAnnotatedWith("org.jspecify.annotations.NullMarked"));
    /** What was read, by its root: reading a service's classes, and what they refer to, takes seconds. */
    private static final Map<String, JavaClasses> READ = new ConcurrentHashMap<>();

    private final JavaClasses classes;
    private final String root;

    private ArchitectureRules(JavaClasses classes, String root) {
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("No class lies below " + root + ": rules about nothing always hold");
        }
        this.classes = classes;
        this.root = root;
    }

    /** Rules for the main classes below a package, for example {@code dev.gatehouse.request}, which are read once. */
    public static ArchitectureRules of(String root) {
        return new ArchitectureRules(
                READ.computeIfAbsent(root, it -> new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(it)),
                root);
    }

    /** The same for test classes too; the rules' own tests use it on bad examples. */
    static ArchitectureRules ofAnyClasses(String root) {
        return new ArchitectureRules(new ClassFileImporter().importPackages(root), root);
    }

    /** Everything that holds for a service: all rules but {@link #messagingKnowsNoService()}. */
    public void checkService() {
        modelsArePure();
        featureRootsDoNotKnowAdapters();
        featuresHaveNoCycles();
        workflowsAreDeterministic();
        onlyMessagingSends();
        onlyPersistenceSeesJakartaPersistence();
        noFieldInjection();
        packagesAreNullMarked();
    }

    /** {@code model} depends on nothing but java.*, jspecify and other models. */
    public void modelsArePure() {
        check(classes()
                .that(resideInAPackage(root + "..model.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "dev.gatehouse..model..")));
    }

    /** Use cases and ports do not depend on the adapters below them, or below another feature. */
    public void featureRootsDoNotKnowAdapters() {
        check(noClasses()
                .that(resideInAPackage(root + ".*"))
                .should()
                .dependOnClassesThat(resideInAPackage(root + ".*.*..")
                        .and(DescribedPredicate.not(resideInAPackage(root + ".*.model..")))));
    }

    /** No two features need each other, directly or round a corner. */
    public void featuresHaveNoCycles() {
        check(SlicesRuleDefinition.slices().matching(root + ".(*)..").should().beFreeOfCycles());
    }

    /** Workflow implementations do no I/O, read no clock, draw no random number and are no CDI beans. */
    public void workflowsAreDeterministic() {
        check(noClasses().that(Workflows.IMPLEMENTATION).should().dependOnClassesThat(Workflows.OUTSIDE_WORLD));
        check(noClasses().that(Workflows.IMPLEMENTATION).should().callMethodWhere(Workflows.CLOCK_OR_CHANCE));
    }

    /** Facts leave through the outbox: nothing else sends to Kafka. */
    public void onlyMessagingSends() {
        check(noClasses()
                .that(DescribedPredicate.not(resideInAPackage("dev.gatehouse.messaging..")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka.clients.producer..")
                        .or(named("org.eclipse.microprofile.reactive.messaging.Emitter"))
                        .or(named("org.eclipse.microprofile.reactive.messaging.Outgoing"))
                        .or(named("io.smallrye.reactive.messaging.MutinyEmitter"))));
    }

    /** Mapped classes are persistence's own business. */
    public void onlyPersistenceSeesJakartaPersistence() {
        check(noClasses()
                .that(DescribedPredicate.not(resideInAPackage("..persistence..")))
                .should()
                .dependOnClassesThat(resideInAPackage("jakarta.persistence..")));
    }

    /** What a class needs it gets by its constructor. */
    public void noFieldInjection() {
        check(noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel"));
    }

    /** Nothing but this class starts programs. What it passes to one can be read there, and that no shell stands between. */
    public void onlyThisStartsPrograms(String type) {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(type)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Runtime.class))).and(target(name("exec")))));
    }

    /** In a package without the mark nobody checks what may be null, and nobody says so. */
    public void packagesAreNullMarked() {
        check(classes().should(ArchCondition.from(MARKED)));
    }

    /** Mechanics only: messaging depends on no other Gatehouse package. */
    public void messagingKnowsNoService() {
        check(noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gatehouse..")
                        .and(DescribedPredicate.not(resideInAPackage(root + "..")))));
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return DescribedPredicate.describe(name, type -> type.getName().equals(name));
    }

    private void check(ArchRule rule) {
        // a service need not have, say, a workflow: the rules' own tests show that each can fail
        rule.allowEmptyShould(true).check(classes);
    }
}
