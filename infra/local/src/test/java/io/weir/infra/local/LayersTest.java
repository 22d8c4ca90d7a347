package io.weir.infra.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The checker shares the schemas with what it checks, and nothing else; neither does what it stands on. */
@AnalyzeClasses(packages = "io.weir", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {

    @ArchTest
    static final ArchRule theCheckerIsIndependent = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.weir.infra.local.check..",
                    "io.weir.infra.local.archive..",
                    "io.weir.infra.local.cluster..",
                    "io.weir.infra.local.text..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.weir.core..",
                    "io.weir.router..",
                    "io.weir.schemas.codec..",
                    "io.weir.workers..",
                    "io.weir.streams..",
                    "io.weir.flink..");

    @ArchTest
    static final ArchRule theCommandsReadTopicsAndNothingElse = noClasses()
            .that()
            .resideInAnyPackage("io.weir.infra.local.submit..", "io.weir.infra.local.why..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.weir.core..", "io.weir.router..", "io.weir.schemas.codec..");
}
