package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.TimeStep;
import org.junit.jupiter.api.Test;

class DriverTest {
  /** Acts with how often it was asked in this episode, in hundredths. */
  private static final Policy<Integer> COUNTING =
      new Policy<>() {
        @Override
        public Integer initialState() {
          return 0;
        }

        @Override
        public Decision<Integer> act(Integer state, Observation observation) {
          float value = (state + 1) / 100f;
          return new Decision<>(new float[] {value, 0, 0, 0, -value}, state + 1);
        }
      };

  @Test
  void actionStandsInTheRowOfTheObservationItLedTo() {
    List<TimeStep> heard = new ArrayList<>();
    DummyEnvironment environment = new DummyEnvironment(0, 4);
    Driver driver = new Driver(environment, (index, action, step) -> heard.add(step));

    Episode episode = driver.runEpisode(COUNTING);

    assertEquals(5, episode.length());
    float[] actions = episode.get(Episode.ACTION).toFloats();
    for (int t = 0; t < 5; t++) {
      assertEquals(t / 100f, actions[5 * t]);
      assertEquals(heard.get(t).reward(), episode.get(Episode.REWARD).get(t));
      byte[] image = heard.get(t).observation().image();
      for (int i = 0; i < image.length; i += 97) {
        assertEquals(image[i] & 0xff, episode.get("image").get(t * image.length + i));
      }
    }
  }

  @Test
  void listenerHearsOfTheResetAndEveryStep() {
    List<String> heard = new ArrayList<>();
    Driver driver =
        new Driver(
            new DummyEnvironment(0, 2),
            (index, action, step) ->
                heard.add(index + " " + action[0] + " " + step.first() + " " + step.last()));

    driver.runEpisode(COUNTING);

    assertEquals(List.of("0 0.0 true false", "0 0.01 false false", "0 0.02 false true"), heard);
  }

  @Test
  void everyEpisodeStartsWithAFreshStateAndEnvironment() {
    Driver driver = new Driver(new DummyEnvironment(0, 3));

    Episode first = driver.runEpisode(COUNTING);
    Episode second = driver.runEpisode(COUNTING);

    assertArrayEquals(first.get(Episode.ACTION).toFloats(), second.get(Episode.ACTION).toFloats());
    assertTrue(first.episodeReturn() != second.episodeReturn());
  }
}
