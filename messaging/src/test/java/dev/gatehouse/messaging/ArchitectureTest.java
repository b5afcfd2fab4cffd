package dev.gatehouse.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.gatehouse.local.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

/** The dependencies that the packages' documentation allows, stated as rules. */
class ArchitectureTest {
    private static final String ROOT = "dev.gatehouse.messaging";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void messagingKnowsNoService() {
        ArchitectureRules.of(ROOT).messagingKnowsNoService();
    }

    @Test
    void nothingIsInjectedIntoFields() {
        ArchitectureRules.of(ROOT).noFieldInjection();
    }

    @Test
    void packagesAreNullMarked() {
        ArchitectureRules.of(ROOT).packagesAreNullMarked();
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void onlyTheKafkaPackageTouchesTheEmitter() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".kafka..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.smallrye.reactive.messaging.MutinyEmitter")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients.producer..")
                .check(CLASSES);
    }

    @Test
    void onlyTheTemporalPackageTouchesTemporal() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".temporal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.temporal..")
                .check(CLASSES);
    }

    @Test
    void relayDependsOnNoDeliveryTechnology() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".relay")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".relay",
                        "java..",
                        "jakarta.enterprise..",
                        "jakarta.inject..",
                        "io.quarkus.runtime..",
                        "org.eclipse.microprofile.config..",
                        "org.eclipse.microprofile.health..",
                        "org.jboss.logging..",
                        "org.jspecify..",
                        "org.postgresql..")
                .check(CLASSES);
    }

    @Test
    void onlyTheTransactionPackageWaitsForReactiveWork() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".transaction..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.quarkus.vertx.VertxContextSupport")
                .check(CLASSES);
    }
}
