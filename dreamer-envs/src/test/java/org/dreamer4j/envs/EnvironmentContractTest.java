package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dreamer4j.envs.FlawedEnvironment.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract must be able to fail: each of its tests finds the flaw it is there for. */
class EnvironmentContractTest {
  private static List<Method> contractTests() {
    return Arrays.stream(EnvironmentContract.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .toList();
  }

  private static Set<String> failingTests(Flaw flaw) throws IllegalAccessException {
    EnvironmentContract contract = seed -> new FlawedEnvironment(flaw, seed);
    Set<String> failing = new TreeSet<>();
    for (Method test : contractTests()) {
      try {
        test.invoke(contract);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof AssertionError)) {
          throw new AssertionError(test.getName() + " broke instead of failing", e.getCause());
        }
        failing.add(test.getName());
      }
    }
    return failing;
  }

  @Test
  void environmentWithoutFlawKeepsTheContract() throws IllegalAccessException {
    assertEquals(Set.of(), failingTests(Flaw.NONE));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyFlawIsFound(Flaw flaw) throws IllegalAccessException {
    Set<String> failing = failingTests(flaw);

    assertTrue(failing.contains(flaw.foundBy), () -> flaw.foundBy + " is not among " + failing);
  }

  @Test
  void everyTestOfTheContractFindsAFlaw() {
    Set<String> tests = contractTests().stream().map(Method::getName).collect(Collectors.toSet());
    Set<String> finders =
        Arrays.stream(Flaw.values())
            .filter(flaw -> flaw != Flaw.NONE)
            .map(flaw -> flaw.foundBy)
            .collect(Collectors.toSet());

    assertEquals(tests, finders);
  }
}
