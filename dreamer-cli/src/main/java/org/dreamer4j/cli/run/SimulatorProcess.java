package org.dreamer4j.cli.run;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.isolated.IsolatedEnvironment;
import org.dreamer4j.envs.isolated.Job;
import org.dreamer4j.envs.isolated.Worker;

/**
 * Environments in processes of their own, {@code isolate_envs: process}: this Java starts itself
 * once more for each.
 */
public final class SimulatorProcess {
  private static final String TOKEN = "DREAMER_SIMULATOR_TOKEN";
  private static final List<String> FLAGS = List.of("-D", "-Xmx", "--enable-", "--add-", "--sun-");

  private SimulatorProcess() {}

  /** Makes a registry's environments in processes. */
  static Registry.Maker maker(DreamerConfig config) {
    Map<String, Object> values = config.toMap();
    String simulators =
        Simulators.KEYS.stream()
            .map(key -> ConfigFile.line(key, Objects.requireNonNull(values.get(key))))
            .collect(Collectors.joining("\n"));
    Duration patience = Duration.ofMillis((long) (1000 * config.simulator().remoteDeadline()));
    return (task, options) ->
        new IsolatedEnvironment(
            SimulatorProcess::start, new Job(task, options, simulators), patience);
  }

  private static Process start(int port, String token) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (FLAGS.stream().anyMatch(flag::startsWith)) {
        command.add(flag);
      }
    }
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath()));
    command.addAll(List.of(SimulatorProcess.class.getName(), Integer.toString(port)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(TOKEN, token);
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** This program's, and what a person brought along. */
  private static String classPath() {
    List<String> entries = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader brought) {
      for (URL url : brought.getURLs()) {
        try {
          entries.add(Path.of(url.toURI()).toString());
        } catch (URISyntaxException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /**
   * What the processes run.
   *
   * @param args the port of this machine to connect to
   */
  public static void main(String[] args) throws IOException {
    Worker.serve(Integer.parseInt(args[0]), System.getenv(TOKEN), SimulatorProcess::make);
  }

  private static Environment make(Job job) {
    DreamerConfig config =
        DreamerConfig.defaults().with(Parameters.mapping("the simulators", job.simulators()));
    return Simulators.registry(config)
        .make(job.task(), job.options().withSimulators(Simulators.options(config)));
  }
}
