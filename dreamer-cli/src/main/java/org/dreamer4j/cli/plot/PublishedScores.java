package org.dreamer4j.cli.plot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Mean returns that others published for tasks of the DeepMind Control Suite: danijar/dreamer
 * {@code scores/dreamer.json} and {@code scores/baselines.json}, commit 56d4d444dfd0.
 */
public final class PublishedScores {
  private static final String RESOURCE = "published.properties";

  private PublishedScores() {}

  /** What is known of a task; empty for any other task. */
  public static List<Baseline> of(String task) {
    Properties scores = new Properties();
    try (InputStream in = PublishedScores.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      scores.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Baseline> baselines = new ArrayList<>();
    for (String key : new TreeSet<>(scores.stringPropertyNames())) {
      if (key.startsWith(task + "/")) {
        String name = key.substring(task.length() + 1).replace('_', ' ');
        baselines.add(new Baseline(name, Double.parseDouble(scores.getProperty(key))));
      }
    }
    return baselines;
  }
}
