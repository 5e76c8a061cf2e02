package org.dreamer4j.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the directions of dependency and the conventions that ARCHITECTURE.md states. */
@AnalyzeClasses(packages = "org.dreamer4j", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String CORE = "org.dreamer4j.core..";
  private static final String CLI = "org.dreamer4j.cli..";

  @ArchTest
  static final ArchRule modulesDependInOneDirection =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.dreamer4j..")
          .layer("core")
          .definedBy(CORE)
          .optionalLayer("replay")
          .definedBy("org.dreamer4j.replay..")
          .layer("envs")
          .definedBy("org.dreamer4j.envs..")
          .optionalLayer("models")
          .definedBy("org.dreamer4j.models..")
          .optionalLayer("cli")
          .definedBy(CLI)
          .whereLayer("core")
          .mayNotAccessAnyLayer()
          .whereLayer("replay")
          .mayOnlyAccessLayers("core")
          .whereLayer("envs")
          .mayOnlyAccessLayers("core")
          .whereLayer("models")
          .mayOnlyAccessLayers("core")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("org.dreamer4j.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule coreKnowsNoTensorFlow =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.tensorflow..", "org.bytedeco..");

  @ArchTest
  static final ArchRule librariesLeaveTheLogBackendToTheProgram =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.logging.log4j.core..");

  /**
   * Addresses that a person gives are reached from two places; nothing else uses a network, but
   * processes of this machine that we start ourselves. Class paths are URLs of files.
   */
  @ArchTest
  static final ArchRule onlyRemoteEnvironmentsAndOneExampleUseTheNetwork =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.dreamer4j.envs.remote..",
              "org.dreamer4j.envs.isolated..",
              "org.dreamer4j.examples..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.rmi..",
                      "javax.net..",
                      "javax.naming..",
                      "com.sun.net..",
                      "sun.net..",
                      "io.grpc..",
                      "io.netty..")
                  .or(nameMatching("java\\.net\\.(?!(URL|URLClassLoader|URI.*|MalformedURL.*)$).*"))
                  .or(nameMatching("java\\.nio\\.channels\\..*(Socket|Datagram|Network).*")))
          .because("a run uses no network unless someone gives an address");

  /**
   * The one server of ours is serve_env.py. A process that plays an environment connects to the
   * loopback interface, with a token, to whoever started it.
   */
  @ArchTest
  static final ArchRule nobodyListens =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.dreamer4j.envs.isolated..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("com.sun.net.httpserver..", "java.rmi..")
                  .or(
                      nameMatching(
                          "java\\.net\\.ServerSocket|java\\.nio\\.channels\\..*Server.*"
                              + "|io\\.grpc\\.(.*\\.)?.*Server(Builder)?")));

  @ArchTest
  static final ArchRule nobodyUsesJavaUtilLogging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule nobodyUsesCommonsLogging =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.commons.logging..");

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveNameMatching(".*[.$](Abstract[^.$]*|[^.$]*(Impl|Manager|Helper|Utils))$");

  @ArchTest
  static void librariesWriteNothingToTheConsole(JavaClasses classes) {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(classes.that(resideOutsideOfPackage(CLI)));
  }
}
