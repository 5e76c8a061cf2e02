package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.GraphRun;
import org.dreamer4j.models.nn.Variable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

class FiniteChecksTest {
  /** A loss, the gradients of two variables, their norm, and the second variable. */
  @ParameterizedTest
  @CsvSource({
    "false, 1, 1, 1, 1, 1, none",
    "true, 1, 1, 1, 1, 1, none",
    "false, NaN, NaN, NaN, NaN, NaN, action: actor_loss : Tensor had NaN",
    "true, NaN, NaN, NaN, NaN, NaN, action: actor_loss : Tensor had NaN",
    "false, 1, NaN, 1, NaN, 1, action: actor_grad_norm : Tensor had NaN",
    "true, 1, NaN, 1, NaN, 1, action: gradient of a : Tensor had NaN",
    "true, 1, 1, Infinity, Infinity, 1, action: gradient of b : Tensor had +Inf",
    "true, 1, 1e30, 1e30, Infinity, 1, action: actor_grad_norm : Tensor had +Inf",
    "false, 1, 1, 1, 1, NaN, action: actor_weights : Tensor had NaN",
    "true, 1, 1, 1, 1, NaN, action: b : Tensor had NaN",
    "false, 1, 1, 1, 1, -Infinity, action: actor_weights : Tensor had +Inf"
  })
  void theFirstTensorThatIsNotFiniteIsNamed(
      boolean fine, double loss, double a, double b, double norm, double weight, String expected) {
    try (GraphRun run = new GraphRun(TFloat32.class)) {
      FiniteChecks checks = new FiniteChecks(run.net(), fine);
      Adam.Gradients gradients =
          new Adam.Gradients(
              List.of(variable(run, "a", 1), variable(run, "b", weight)),
              List.of(run.input(new double[] {2, a}, 2), run.input(new double[] {2, b}, 2)),
              List.of(),
              run.input(new double[] {norm}),
              Optional.empty());
      checks.optimizer("action", run.input(new double[] {loss}), gradients);
      assertEquals(expected, said(run, checks.last()));
    }
  }

  private static Variable<TFloat32> variable(GraphRun run, String name, double value) {
    Variable<TFloat32> variable = run.net().variables().constant(name, 0);
    run.feed(variable.value(), new double[] {value});
    return variable;
  }

  private static String said(GraphRun run, List<Op> checks) {
    Operand<TFloat32> after =
        run.net().tf().withControlDependencies(checks).identity(run.net().constant(1));
    try {
      run.run(after);
      return "none";
    } catch (TFInvalidArgumentException e) {
      return e.getMessage().substring(0, e.getMessage().indexOf(" values"));
    }
  }
}
