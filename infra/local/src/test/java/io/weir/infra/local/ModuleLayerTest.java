package io.weir.infra.local;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.NullMarked;

/**
 * core, then schemas, then the runtimes, then infra. Think hard before you loosen a rule of these: runtimes meet on topics only,
 * which is why each of them can be stopped, moved or replaced alone.
 */
@AnalyzeClasses(packages = "io.weir", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModuleLayerTest {

    private static final String GENERATED = "io.weir.v1..";

    @ArchTest
    static final ArchRule modulesDependDownwardsOnly = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.weir..")
            .layer("core")
            .definedBy("io.weir.core..")
            .layer("schemas")
            .definedBy("io.weir.schemas..", GENERATED)
            .layer("router")
            .definedBy("io.weir.router..")
            .layer("streams")
            .definedBy("io.weir.streams..")
            .layer("flink-jobs")
            .definedBy("io.weir.flink..")
            .layer("gpu-workers")
            .definedBy("io.weir.workers..")
            .layer("infra")
            .definedBy("io.weir.infra..")
            .whereLayer("infra")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("router")
            .mayOnlyBeAccessedByLayers("infra")
            .whereLayer("streams")
            .mayOnlyBeAccessedByLayers("infra")
            .whereLayer("flink-jobs")
            .mayOnlyBeAccessedByLayers("infra")
            .whereLayer("gpu-workers")
            .mayOnlyBeAccessedByLayers("infra")
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("schemas")
            .mayOnlyAccessLayers("core")
            .ensureAllClassesAreContainedInArchitecture();

    /** The broker and the registry stand in for servers of others: they know nothing of Weir. */
    @ArchTest
    static final ArchRule whatStandsInForOthersKnowsNothingOfWeir = ArchRuleDefinition.noClasses()
            .that()
            .resideInAnyPackage("io.weir.infra.broker..", "io.weir.infra.registry..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.weir..")
                    .and(not(resideInAnyPackage("io.weir.infra.broker..", "io.weir.infra.registry.."))));

    @ArchTest
    static final ArchRule packagesOfTheCoreHaveNoCycles =
            slices().matching("io.weir.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = ArchRuleDefinition.classes()
            .that()
            .resideOutsideOfPackage(GENERATED)
            .should(new ArchCondition<>("be in a package that is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    JavaPackage owner = type.getPackage();
                    events.add(new SimpleConditionEvent(
                            owner,
                            owner.isAnnotatedWith(NullMarked.class),
                            "package " + owner.getName() + " of " + type.getSimpleName()));
                }
            });
}
