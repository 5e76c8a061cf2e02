package org.dreamer4j.models.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Printable;
import org.dreamer4j.models.checkpoint.PickleValue.Dict;
import org.dreamer4j.models.checkpoint.PickleValue.Global;
import org.dreamer4j.models.checkpoint.PickleValue.Int;
import org.dreamer4j.models.checkpoint.PickleValue.Items;
import org.dreamer4j.models.checkpoint.PickleValue.None;
import org.dreamer4j.models.checkpoint.PickleValue.Real;
import org.dreamer4j.models.checkpoint.PickleValue.Text;
import org.dreamer4j.models.checkpoint.PickleValue.Truth;
import org.dreamer4j.models.checkpoint.PickleValue.Tuple;

/**
 * Follows the instructions of a pickle (Python's pickletools.py), protocols 0 to 5, as far as
 * containers of NumPy arrays use them. Functions and classes are known by name only: those of
 * {@link Global} are stood in for by {@link NumPyCalls}, any other is refused, and nothing is
 * executed.
 */
final class Unpickler {
  private static final int MAX_PROTOCOL = 5;
  // A file has a few dozen for each array; more would only cost memory.
  private static final int MAX_INSTRUCTIONS = 1 << 20;

  private final PickleInput in;
  private final NumPyCalls numPy;
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, PickleValue> memo = new HashMap<>();
  private List<PickleValue> stack = new ArrayList<>();

  Unpickler(byte[] file, Path path) {
    in = new PickleInput(file, path);
    numPy = new NumPyCalls(in);
  }

  /** The object in the pickle. */
  PickleValue load() throws CheckpointFormatException {
    for (int i = 0; i < MAX_INSTRUCTIONS; i++) {
      int code = in.unsignedByte();
      if (code == '.') {
        if (stack.size() != 1 || !marks.isEmpty() || in.left() > 0) {
          throw in.problem(
              "the pickle ends with "
                  + stack.size()
                  + " objects and "
                  + in.left()
                  + " bytes after it, expected 1 and 0");
        }
        return stack.get(0);
      }
      if (!constant(code) && !text(code) && !container(code) && !memo(code) && !object(code)) {
        throw refused(code);
      }
    }
    throw in.problem("more than " + MAX_INSTRUCTIONS + " instructions");
  }

  private boolean constant(int code) throws CheckpointFormatException {
    switch (code) {
      case 'N' -> push(None.NONE);
      case 0x88 -> push(new Truth(true));
      case 0x89 -> push(new Truth(false));
      case 'I', 'L' -> push(decimal(in.line()));
      case 'J' -> push(new Int(in.signedInt()));
      case 'K' -> push(new Int(in.unsignedByte()));
      case 'M' -> push(new Int(in.unsignedShort()));
      case 0x8a -> push(new Int(in.integer(in.unsignedByte())));
      case 0x8b -> push(new Int(in.integer(in.unsignedInt())));
      case 'F' -> push(real(in.line()));
      case 'G' -> push(new Real(in.bigEndianDouble()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private PickleValue decimal(String line) throws CheckpointFormatException {
    if (line.equals("00") || line.equals("01")) {
      return new Truth(line.equals("01"));
    }
    try {
      return new Int(Long.parseLong(line.endsWith("L") ? line.replaceFirst("L$", "") : line));
    } catch (NumberFormatException e) {
      throw in.problem("'" + Printable.name(line) + "' is no integer");
    }
  }

  private Real real(String line) throws CheckpointFormatException {
    try {
      return new Real(Double.parseDouble(line));
    } catch (NumberFormatException e) {
      throw in.problem("'" + Printable.name(line) + "' is no float");
    }
  }

  private boolean text(int code) throws CheckpointFormatException {
    switch (code) {
      case 0x8c -> push(new Text(in.utf8(in.unsignedByte())));
      case 'X' -> push(new Text(in.utf8(in.unsignedInt())));
      case 0x8d -> push(new Text(in.utf8(in.longLength())));
      case 'V' -> push(new Text(in.escapedLine()));
      case 'C' -> push(in.part(in.unsignedByte()));
      case 'B' -> push(in.part(in.unsignedInt()));
      case 0x8e, 0x96 -> push(in.part(in.longLength()));
      // Strings of Python 2, which are bytes.
      case 'U' -> push(in.part(in.unsignedByte()));
      case 'T' -> push(in.part(in.unsignedInt()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int code) throws CheckpointFormatException {
    switch (code) {
      case '(' -> marks.add(stack.size());
      case '0' -> pop();
      case '1' -> popToMark();
      case '2' -> push(top());
      case ')' -> push(new Tuple(List.of()));
      case 't' -> push(new Tuple(popToMark()));
      case 0x85 -> push(new Tuple(pop(1)));
      case 0x86 -> push(new Tuple(pop(2)));
      case 0x87 -> push(new Tuple(pop(3)));
      case ']' -> push(new Items());
      case 'l' -> push(new Items(popToMark()));
      case 'a' -> append(pop(1));
      case 'e' -> append(popToMark());
      case '}' -> push(new Dict());
      case 'd' -> {
        List<PickleValue> pairs = popToMark();
        push(new Dict());
        put(pairs);
      }
      case 's' -> put(pop(2));
      case 'u' -> put(popToMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void append(List<PickleValue> values) throws CheckpointFormatException {
    if (!(top() instanceof Items list)) {
      throw in.problem("something is appended to a " + top().kind());
    }
    list.items().addAll(values);
  }

  private void put(List<PickleValue> pairs) throws CheckpointFormatException {
    if (!(top() instanceof Dict dict) || pairs.size() % 2 != 0) {
      throw in.problem("items that are no pairs, or are put into no dict");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      String key = key(pairs.get(i));
      if (dict.items().put(key, pairs.get(i + 1)) != null) {
        throw in.problem("'" + Printable.name(key) + "' is twice in one dict");
      }
    }
  }

  private String key(PickleValue key) throws CheckpointFormatException {
    if (key instanceof Text text) {
      return text.value();
    } else if (key instanceof Int number) {
      return Long.toString(number.value());
    }
    throw in.problem("a dict with a " + key.kind() + " for a key; str and int are read");
  }

  private boolean memo(int code) throws CheckpointFormatException {
    switch (code) {
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'q' -> memo.put((long) in.unsignedByte(), top());
      case 'r' -> memo.put(in.unsignedInt(), top());
      case 'p' -> memo.put(index(in.line()), top());
      case 'h' -> recall(in.unsignedByte());
      case 'j' -> recall(in.unsignedInt());
      case 'g' -> recall(index(in.line()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private long index(String line) throws CheckpointFormatException {
    if (decimal(line) instanceof Int number) {
      return number.value();
    }
    return Long.parseLong(line); // 00 and 01 stand for truth elsewhere
  }

  private void recall(long index) throws CheckpointFormatException {
    PickleValue value = memo.get(index);
    if (value == null) {
      throw in.problem("recalls object " + index + ", which was never stored");
    }
    push(value);
  }

  private boolean object(int code) throws CheckpointFormatException {
    switch (code) {
      case 0x80 -> {
        int protocol = in.unsignedByte();
        if (protocol > MAX_PROTOCOL) {
          throw in.problem("pickle protocol " + protocol + ", at most 5 is read");
        }
      }
      case 0x95 -> in.require(in.longLength());
      case 'c' -> push(numPy.global(in.line(), in.line()));
      case 0x93 -> {
        List<PickleValue> names = pop(2);
        push(numPy.global(numPy.text(names.get(0)), numPy.text(names.get(1))));
      }
      case 'i' -> {
        numPy.global(in.line(), in.line()); // names what is refused
        throw refused(code);
      }
      case 'R' -> {
        List<PickleValue> call = pop(2);
        push(numPy.call(call.get(0), call.get(1)));
      }
      case 'b' -> {
        PickleValue state = pop();
        numPy.setState(top(), state);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private CheckpointFormatException refused(int code) {
    String what =
        switch (code) {
          case 'S' -> "a text-mode string of Python 2";
          case 0x97, 0x98 -> "a buffer that is kept outside the file";
          case 'P', 'Q' -> "a reference to an object outside the file";
          case 0x82, 0x83, 0x84 -> "a class by its extension code";
          case 'i', 'o', 0x81, 0x92 -> "an instance of a class";
          case 0x8f, 0x90, 0x91 -> "a set";
          default -> String.format("the unknown instruction 0x%02x", code);
        };
    return in.problem(what + "; only containers of NumPy arrays are read");
  }

  private void push(PickleValue value) {
    stack.add(value);
  }

  private PickleValue top() throws CheckpointFormatException {
    requireValues(1);
    return stack.get(stack.size() - 1);
  }

  private PickleValue pop() throws CheckpointFormatException {
    requireValues(1);
    return stack.remove(stack.size() - 1);
  }

  private List<PickleValue> pop(int count) throws CheckpointFormatException {
    requireValues(count);
    return take(stack.size() - count);
  }

  private List<PickleValue> popToMark() throws CheckpointFormatException {
    if (marks.isEmpty()) {
      throw in.problem("a mark is missing");
    }
    return take(marks.remove(marks.size() - 1));
  }

  private List<PickleValue> take(int from) {
    List<PickleValue> tail = stack.subList(from, stack.size());
    List<PickleValue> taken = new ArrayList<>(tail);
    tail.clear();
    return taken;
  }

  /** No instruction reaches below the last mark. */
  private void requireValues(int count) throws CheckpointFormatException {
    int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    if (stack.size() - floor < count) {
      throw in.problem("an object is missing");
    }
  }
}
