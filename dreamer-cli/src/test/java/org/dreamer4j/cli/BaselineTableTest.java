package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.envs.ReturnStatistics;
import org.dreamer4j.envs.TrivialReturns;
import org.junit.jupiter.api.Test;

class BaselineTableTest {
  @Test
  void thereIsAColumnForEachPolicyOfAnyTask() {
    TrivialReturns simple = task("simple", "sign(velocity)", "random", "constant", "feedback");
    TrivialReturns solved = task("solved", "steady", "random", "constant", "feedback", "oracle");
    assertEquals(
        """
        | task | random | constant +1 | feedback | feedback rule | oracle |
        |---|---|---|---|---|---|
        | simple | 1.25 ± 0.50 | 2.25 ± 0.50 | 3.25 ± 0.50 | sign(velocity) |  |
        | solved | 1.25 ± 0.50 | 2.25 ± 0.50 | 3.25 ± 0.50 | steady | 4.25 ± 0.50 |
        """,
        new BaselineTable(List.of(simple, solved), 2).toString());
  }

  @Test
  void policiesThatKnowNothingNeedNoRule() {
    assertEquals(
        """
        | task | random |
        |---|---|
        | cheetah_run | 1.3 ± 0.5 |
        """,
        new BaselineTable(List.of(task("cheetah_run", "", "random")), 1).toString());
  }

  private static TrivialReturns task(String name, String rule, String... policies) {
    Map<String, ReturnStatistics> returns = new LinkedHashMap<>();
    for (String policy : policies) {
      returns.put(policy, new ReturnStatistics(3, 1.25 + returns.size(), 0.5, 0, 9));
    }
    return new TrivialReturns(name, returns, rule);
  }
}
