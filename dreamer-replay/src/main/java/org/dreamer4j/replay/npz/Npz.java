package org.dreamer4j.replay.npz;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.core.ElementType;

/**
 * Reads and writes {@code .npz} files, the layout of {@code numpy.savez_compressed}.
 *
 * <p>Read are the dtypes u1, b1, f2 (as float32), f4, f8, i4 and i8, little-endian, in C or Fortran
 * order, stored or deflated. Written is npy format 1.0 in C order, deflated; the same arrays give
 * the same bytes.
 */
public final class Npz {
  /** Deflate level of {@link #write(Path, Map)}. */
  public static final int DEFAULT_LEVEL = 6;

  private static final String SUFFIX = ".npy";
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
  // Deflate cannot expand further; a larger claim is a lie that would only cost memory.
  private static final long MAX_EXPANSION = 1032;

  private Npz() {}

  /**
   * Reads all arrays of a file, within {@link NpzLimits#DEFAULT}.
   *
   * @return the arrays by key, in the order of the file
   * @throws NpzFormatException if the file is truncated, corrupt or not supported
   * @throws IOException if it cannot be read at all
   */
  public static Map<String, Array> read(Path file) throws IOException {
    return read(file, NpzLimits.DEFAULT);
  }

  /**
   * Reads all arrays of a file.
   *
   * @param limits beyond which the file is refused
   * @return the arrays by key, in the order of the file
   * @throws NpzFormatException if the file is truncated, corrupt or not supported
   * @throws IOException if it cannot be read at all
   */
  public static Map<String, Array> read(Path file, NpzLimits limits) throws IOException {
    return open(file, zip -> readEntries(zip, file, limits));
  }

  /**
   * Reads one array of a file.
   *
   * @throws NpzFormatException if there is none of that key, or it is truncated, corrupt or not
   *     supported
   * @throws IOException if it cannot be read at all
   */
  public static Array read(Path file, String key) throws IOException {
    return open(
        file,
        zip -> {
          ZipEntry entry = zip.getEntry(key + SUFFIX);
          if (entry == null) {
            throw new NpzFormatException(file, "has no array '" + key + "'");
          }
          Place place = new Place(file, entry.getName());
          key(entry, place);
          if (entry.getSize() > NpzLimits.DEFAULT.bytes()) {
            throw place.problem("goes beyond the limit of " + NpzLimits.DEFAULT.bytes() + " bytes");
          }
          return readEntry(zip, entry, place);
        });
  }

  /**
   * Lists what a file holds by the headers of its arrays; their data is not read.
   *
   * @return in the order of the file
   * @throws NpzFormatException if the file is truncated, corrupt or not supported
   * @throws IOException if it cannot be read at all
   */
  public static List<NpzEntry> list(Path file) throws IOException {
    return open(
        file,
        zip -> {
          requireFew(zip, file, NpzLimits.DEFAULT);
          List<NpzEntry> entries = new ArrayList<>();
          for (ZipEntry entry : list(zip, file)) {
            Place place = new Place(file, entry.getName());
            String key = key(entry, place);
            try (InputStream in = zip.getInputStream(entry)) {
              entries.add(NpzEntry.of(key, NpyReader.header(in, entry.getSize(), place)));
            } catch (ZipException | EOFException e) {
              throw unreadable(place, e);
            }
          }
          return entries;
        });
  }

  /** Something done with an open file. */
  private interface Use<T> {
    T with(ZipFile zip) throws IOException;
  }

  private static <T> T open(Path file, Use<T> use) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return use.with(zip);
    } catch (ZipException | EOFException e) {
      throw new NpzFormatException(file, "is no whole zip file (" + e.getMessage() + ")");
    }
  }

  private static void requireFew(ZipFile zip, Path file, NpzLimits limits)
      throws NpzFormatException {
    if (zip.size() > limits.entries()) {
      throw new NpzFormatException(
          file, "has " + zip.size() + " entries, at most " + limits.entries() + " are read");
    }
  }

  private static NpzFormatException unreadable(Place place, IOException e) {
    return place.problem(
        e instanceof EOFException
            ? "ends too early"
            : "cannot be unpacked (" + e.getMessage() + ")");
  }

  private static Map<String, Array> readEntries(ZipFile zip, Path file, NpzLimits limits)
      throws IOException {
    requireFew(zip, file, limits);
    Map<String, Array> arrays = new LinkedHashMap<>();
    long left = limits.bytes();
    for (ZipEntry entry : list(zip, file)) {
      Place place = new Place(file, entry.getName());
      String key = key(entry, place);
      left -= entry.getSize();
      if (left < 0) {
        throw place.problem("goes beyond the limit of " + limits.bytes() + " bytes for one file");
      }
      if (arrays.put(key, readEntry(zip, entry, place)) != null) {
        throw place.problem("occurs twice");
      }
    }
    return arrays;
  }

  private static List<? extends ZipEntry> list(ZipFile zip, Path file) throws IOException {
    try {
      return Collections.list(zip.entries());
    } catch (IllegalArgumentException e) {
      // ZipFile checks names when it opens a file, but comments only now.
      throw new NpzFormatException(file, "has a malformed directory (" + e.getMessage() + ")");
    }
  }

  private static String key(ZipEntry entry, Place place) throws NpzFormatException {
    String name = entry.getName();
    if (!name.endsWith(SUFFIX) || !isKey(name.substring(0, name.length() - SUFFIX.length()))) {
      throw place.problem("is not the name of an array (want <key>.npy)");
    }
    if (entry.getSize() < 0
        || entry.getCompressedSize() < 0
        || entry.getSize() / MAX_EXPANSION > entry.getCompressedSize()) {
      throw place.problem(
          "claims " + entry.getSize() + " bytes in " + entry.getCompressedSize() + " compressed");
    }
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static Array readEntry(ZipFile zip, ZipEntry entry, Place place) throws IOException {
    try (InputStream raw = zip.getInputStream(entry)) {
      CheckedInputStream in = new CheckedInputStream(raw, new CRC32());
      Array array = NpyReader.read(in, entry.getSize(), place);
      if (entry.getCrc() != in.getChecksum().getValue()) {
        throw place.problem("checksum is wrong");
      }
      return array;
    } catch (ZipException | EOFException e) {
      throw unreadable(place, e);
    }
  }

  /**
   * Writes arrays at {@link #DEFAULT_LEVEL}; see {@link #write(Path, Map, int)}.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Map<String, Array> arrays) throws IOException {
    write(file, arrays, DEFAULT_LEVEL);
  }

  /**
   * Writes arrays atomically: the file is whole or not there.
   *
   * @param level deflate level, 0 (store) to 9 (smallest)
   * @throws IllegalArgumentException if a key cannot name an entry or the level is out of range
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Map<String, Array> arrays, int level) throws IOException {
    for (String key : arrays.keySet()) {
      if (!isKey(key)) {
        throw new IllegalArgumentException("'" + key + "' cannot name an array in " + file);
      }
    }
    if (level < 0 || level > 9) {
      throw new IllegalArgumentException("deflate level must lie in 0..9, got " + level);
    }
    AtomicFile.write(file, out -> writeEntries(out, arrays, level));
  }

  private static void writeEntries(OutputStream out, Map<String, Array> arrays, int level)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(level);
      for (Map.Entry<String, Array> entry : arrays.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey() + SUFFIX);
        header.setTimeLocal(EPOCH);
        zip.putNextEntry(header);
        Array array = entry.getValue();
        zip.write(NpyHeader.encode(NpyType.of(array), array.shape()));
        ElementType.encode(array, zip);
        zip.closeEntry();
      }
    }
  }

  /** Keys may be joined by slashes, as nested observations are, but lead nowhere else. */
  private static boolean isKey(String key) {
    return Arrays.stream(key.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))
        && key.chars().noneMatch(c -> c == '\\' || c < ' ');
  }
}
