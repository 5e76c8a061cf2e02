package org.dreamer4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.cli.run.Simulators;
import org.dreamer4j.envs.TaskInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer tasks}: what can be learned here, and why the rest cannot. */
@Command(
    name = "tasks",
    description = "Lists the tasks: those that can run here, and why the others cannot.",
    mixinStandardHelpOptions = true)
final class TasksCommand implements Callable<Integer> {
  private static final int WIDTH = 96;

  @Option(names = "--json", description = "Print a JSON array of all tasks.")
  private boolean json;

  @Mixin private SimulatorParams simulators = new SimulatorParams();

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<TaskInfo> tasks =
        Simulators.registry(new Parameters(simulators.values()).resolve()).tasks();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(tasks));
    } else {
      printAvailable(out, tasks.stream().filter(TaskInfo::isAvailable).toList());
      printUnavailable(out, tasks.stream().filter(task -> !task.isAvailable()).toList());
    }
    return CommandLine.ExitCode.OK;
  }

  private static String json(List<TaskInfo> tasks) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (TaskInfo task : tasks) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", task.name());
      entry.put("available", task.isAvailable());
      entry.put("description", task.description());
      entry.put("reason", task.unavailable());
      entries.add(entry);
    }
    return JsonText.of(entries);
  }

  private static void printAvailable(PrintWriter out, List<TaskInfo> tasks) {
    int widest = tasks.stream().mapToInt(task -> task.name().length()).max().orElse(0);
    out.println("Tasks that run here:");
    for (TaskInfo task : tasks) {
      out.println(
          "  " + task.name() + " ".repeat(widest - task.name().length() + 2) + task.description());
    }
  }

  private static void printUnavailable(PrintWriter out, List<TaskInfo> tasks) {
    Map<String, List<String>> byReason = new TreeMap<>();
    for (TaskInfo task : tasks) {
      byReason.computeIfAbsent(task.unavailable(), reason -> new ArrayList<>()).add(task.name());
    }
    if (!byReason.isEmpty()) {
      out.println();
      out.println("Tasks that do not run here, and why:");
    }
    byReason.forEach(
        (reason, names) -> {
          out.println("  " + reason + ":");
          wrap(names).forEach(line -> out.println("    " + line));
        });
  }

  private static List<String> wrap(List<String> words) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
