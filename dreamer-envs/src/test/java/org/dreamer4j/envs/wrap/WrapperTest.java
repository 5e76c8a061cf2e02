package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

class WrapperTest {
  private static final Spec.Box ACTION = Spec.Box.of(1, -1, 1);

  static Stream<UnaryOperator<Environment>> wrappers() {
    return Stream.of(
        inner -> new MaximumDuration(inner, 3),
        inner -> new MinimumDuration(inner, 3),
        NormalizeActions::new,
        FiniteCheck::new,
        NoRewardHint::new,
        inner -> new SelectObservations(inner, "speed"),
        inner -> new ConcatObservation(inner, "state", "speed"),
        inner -> new PadActions(inner, List.of(ACTION)),
        inner -> new ActionRepeat(inner, 1));
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void closingAndActionRepeatReachTheWrappedEnvironment(UnaryOperator<Environment> wrapper) {
    Environment inner = mock(Environment.class);
    when(inner.spec())
        .thenReturn(new EnvironmentSpec(Map.of("speed", Spec.Box.unbounded(2)), ACTION));
    when(inner.actionRepeat()).thenReturn(4);
    Environment wrapped = wrapper.apply(inner);

    assertEquals(4, wrapped.actionRepeat());
    wrapped.close();

    verify(inner).close();
    verify(inner).actionRepeat();
    verify(inner, Mockito.atLeast(0)).spec();
    verifyNoMoreInteractions(inner);
  }
}
