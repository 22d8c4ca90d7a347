package io.weir.core;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Think twice before changing this file: core is a function, and a package knows only those that it stands on. */
@AnalyzeClasses(packages = "io.weir.core", importOptions = ImportOption.DoNotIncludeTests.class)
class LayerTest {

    @ArchTest
    static final ArchRule standsOnTheJdkAlone = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("io.weir.core..", "java..", "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule doesNoInputOrOutput_andLogsNothing = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.util.logging..",
                    "java.sql.."));

    @ArchTest
    static final ArchRule readsNoClock = noClasses()
            .should()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo(java.time.InstantSource.class)
                    .or(JavaClass.Predicates.assignableTo("java.util.Timer")))
            .orShould()
            .callMethodWhere(target(owner(resideInAPackage("java.time.."))).and(target(name("now"))));

    @ArchTest
    static final ArchRule drawsNoRandomNumber = noClasses()
            .should()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo(java.util.random.RandomGenerator.class))
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule asksTheSystemNothing = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule startsNoThread = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.util.concurrent.."))
            .orShould()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo(Thread.class));

    @ArchTest
    static final ArchRule packagesAreAcyclic =
            slices().matching("io.weir.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesKnowWhatTheyStandOn = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("cost")
            .definedBy("io.weir.core.cost..")
            .layer("energy")
            .definedBy("io.weir.core.energy..")
            .layer("calibration")
            .definedBy("io.weir.core.calibration..")
            .layer("ledger")
            .definedBy("io.weir.core.ledger..")
            .layer("admission")
            .definedBy("io.weir.core.admission..")
            .layer("query")
            .definedBy("io.weir.core.query..")
            .layer("tier")
            .definedBy("io.weir.core.tier..")
            .layer("routing")
            .definedBy("io.weir.core.routing..")
            .whereLayer("cost")
            .mayNotAccessAnyLayer()
            .whereLayer("energy")
            .mayNotAccessAnyLayer()
            .whereLayer("calibration")
            .mayNotAccessAnyLayer()
            .whereLayer("ledger")
            .mayNotAccessAnyLayer()
            .whereLayer("admission")
            .mayNotAccessAnyLayer()
            .whereLayer("query")
            .mayOnlyAccessLayers("cost", "ledger")
            .whereLayer("tier")
            .mayOnlyAccessLayers("cost", "energy", "calibration")
            .whereLayer("routing")
            .mayOnlyAccessLayers("query", "tier", "ledger", "cost", "energy", "calibration");
}
