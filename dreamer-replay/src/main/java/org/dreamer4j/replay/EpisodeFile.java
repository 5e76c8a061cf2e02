package org.dreamer4j.replay;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An episode by its file name {@code YYYYmmddTHHMMSS-<32 hex>-<rows>.npz} (google-research/dreamer
 * wrappers.py), from which its length is known without opening it. Ordered by name, thus by time.
 *
 * @param name file name without directory
 * @param length rows, the reset included
 */
public record EpisodeFile(String name, int length) implements Comparable<EpisodeFile> {
  static final String SUFFIX = ".npz";

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
  private static final Pattern NAME = Pattern.compile("[^.].*-([1-9][0-9]{0,8})\\.npz");

  /** A new name: UTC seconds, identifier, rows. */
  static EpisodeFile of(Instant time, String identifier, int length) {
    String name = TIMESTAMP.format(time) + "-" + identifier + "-" + length + SUFFIX;
    return new EpisodeFile(name, length);
  }

  /**
   * The episode a file holds by its name: whatever ends in {@code -<rows>.npz}, so that files that
   * others named by hand are read too.
   *
   * @return empty if the name is none of an episode
   */
  public static Optional<EpisodeFile> parse(Path file) {
    String name = String.valueOf(file.getFileName());
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new EpisodeFile(name, Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  /** The second in its name, empty if somebody named it by hand. */
  Optional<Instant> time() {
    try {
      String text = name.substring(0, Math.max(0, name.indexOf('-')));
      return Optional.of(TIMESTAMP.parse(text, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Calls of {@code step} in the episode: one less than the rows. */
  public int agentSteps() {
    return length - 1;
  }

  @Override
  public int compareTo(EpisodeFile other) {
    return name.compareTo(other.name);
  }
}
