package org.dreamer4j.envs.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A task of the reference that a server runs. Source: google-research/dreamer tasks.py.
 *
 * @param world what the server is asked for
 * @param actionRepeat of the reference
 * @param server how to start a server for it
 */
record RemoteTask(String name, String description, String world, int actionRepeat, String server) {
  private static final int LAB_REPEAT = 4;

  private static final Map<String, String> LEVELS =
      Map.ofEntries(
          Map.entry("collect", "rooms_collect_good_objects_train"),
          Map.entry("collect_few", "explore_object_rewards_few"),
          Map.entry("compare", "psychlab_sequential_comparison"),
          Map.entry("doors_large", "explore_obstructed_goals_large"),
          Map.entry("doors_small", "explore_obstructed_goals_small"),
          Map.entry("explore_small", "explore_object_locations_small"),
          Map.entry("find_large", "explore_goal_locations_large"),
          Map.entry("find_small", "explore_goal_locations_small"),
          Map.entry("keys", "rooms_keys_doors_puzzle"),
          Map.entry("lasertag_1", "lasertag_one_opponent_small"),
          Map.entry("lasertag_3", "lasertag_three_opponents_small"),
          Map.entry("recognize", "psychlab_visual_search"),
          Map.entry("watermaze", "rooms_watermaze"));

  /** All of them. A version of a Gym environment is the server's to choose. */
  static final List<RemoteTask> ALL = all();

  private static List<RemoteTask> all() {
    List<RemoteTask> tasks = new ArrayList<>();
    tasks.add(gym("gym_cheetah", "HalfCheetah", "HalfCheetah-v5"));
    tasks.add(gym("gym_racecar", "CarRacing", "CarRacing-v3"));
    new TreeMap<>(LEVELS)
        .forEach(
            (name, level) ->
                tasks.add(
                    new RemoteTask(
                        "dmlab_" + name,
                        "DeepMind Lab level " + level,
                        level,
                        LAB_REPEAT,
                        "serve_env.py --dmlab")));
    return List.copyOf(tasks);
  }

  private static RemoteTask gym(String name, String world, String version) {
    return new RemoteTask(name, "OpenAI Gym's " + world, world, 1, "serve_env.py --gym " + version);
  }
}
