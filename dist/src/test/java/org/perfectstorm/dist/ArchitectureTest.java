package org.perfectstorm.dist;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between packages: who may know whom. */
class ArchitectureTest {
  private static final String ROOT = "org.perfectstorm.";

  /** Each package with those it may use, besides its own. What is not listed may use none. */
  private static final Map<String, List<String>> MAY_USE = new TreeMap<>();

  static {
    MAY_USE.put("value", List.of());
    MAY_USE.put("model", List.of("value"));
    MAY_USE.put("mql", List.of("value"));
    MAY_USE.put("template", List.of("value"));
    MAY_USE.put("text", List.of("value", "model", "mql"));
    MAY_USE.put("store", List.of("value", "model"));
    MAY_USE.put("core", List.of("value", "model", "mql", "template", "store"));
    MAY_USE.put("api", List.of("value", "model", "mql", "template", "text", "core"));
    MAY_USE.put("server", List.of("value", "model", "store", "core", "api", "ui"));
    MAY_USE.put("ui", List.of());
    MAY_USE.put("client", List.of("value", "model", "text"));
    MAY_USE.put("agent", List.of("value", "model", "client"));
    MAY_USE.put("provider", List.of("value", "model", "text", "client", "agent"));
    MAY_USE.put("controller", List.of("value", "model", "client", "agent"));
    MAY_USE.put("cli", List.of("value", "model", "mql", "text", "client"));
  }

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT.substring(0, ROOT.length() - 1));
    assertThat(all.size()).as("classes of all modules").isGreaterThan(100);
  }

  @TestFactory
  Stream<DynamicTest> packagesKnowOnlyWhatTheyMay() {
    return MAY_USE.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey() + " may use " + each.getValue(),
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(ROOT + each.getKey() + "..")
                            .should()
                            .dependOnClassesThat(
                                resideInAnyPackage("org.perfectstorm..")
                                    .and(
                                        resideOutsideOfPackages(
                                            allowed(each.getKey(), each.getValue()))))
                            .allowEmptyShould(true)
                            .check(all)));
  }

  private static String[] allowed(String own, List<String> others) {
    return Stream.concat(Stream.of(own), others.stream())
        .map(name -> ROOT + name + "..")
        .toArray(String[]::new);
  }

  @Test
  void everyPackageHasItsPlace() {
    classes()
        .should()
        .resideInAnyPackage(
            MAY_USE.keySet().stream().map(name -> ROOT + name + "..").toArray(String[]::new))
        .check(all);
  }

  @Test
  void packagesFormNoCircles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(all);
  }

  /** But what speaks Docker shares the engine and docker's command line. */
  @Test
  void noProviderKnowsAnother() {
    for (String kind : Arrays.asList("provider", "controller")) {
      slices()
          .matching(ROOT + kind + ".(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              resideInAPackage(ROOT + "provider.swarm.."),
              resideInAnyPackage(ROOT + "provider.docker.engine", ROOT + "provider.docker.command"))
          .allowEmptyShould(true)
          .check(all);
    }
  }
}
