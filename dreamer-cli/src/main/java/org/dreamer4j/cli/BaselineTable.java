package org.dreamer4j.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dreamer4j.envs.ReturnStatistics;
import org.dreamer4j.envs.TrivialReturns;
import org.dreamer4j.envs.control.TrivialPolicies;
import org.jspecify.annotations.Nullable;

/**
 * What trivial policies earn, as a Markdown table with a line for each task.
 *
 * @param tasks those of the table
 * @param digits after the decimal point
 */
record BaselineTable(List<TrivialReturns> tasks, int digits) {

  @Override
  public String toString() {
    Set<String> policies = new LinkedHashSet<>();
    tasks.forEach(task -> policies.addAll(task.returns().keySet()));
    StringBuilder heading = new StringBuilder("| task |");
    StringBuilder rule = new StringBuilder("|---|");
    for (String policy : policies) {
      heading.append(title(policy));
      rule.append("---|".repeat(isFeedback(policy) ? 2 : 1));
    }
    StringBuilder text = new StringBuilder(heading + "\n" + rule + "\n");
    for (TrivialReturns task : tasks) {
      text.append("| ").append(task.task()).append(" |");
      for (String policy : policies) {
        text.append(cell(task.returns().get(policy)));
        text.append(isFeedback(policy) ? " " + task.feedbackRule() + " |" : "");
      }
      text.append('\n');
    }
    return text.toString();
  }

  private String cell(@Nullable ReturnStatistics returns) {
    return returns == null
        ? "  |"
        : " " + number(returns.mean()) + " ± " + number(returns.std()) + " |";
  }

  private String number(double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String title(String policy) {
    return switch (policy) {
      case TrivialPolicies.CONSTANT -> " constant +1 |";
      case TrivialPolicies.FEEDBACK -> " feedback | feedback rule |";
      default -> " " + policy + " |";
    };
  }

  private static boolean isFeedback(String policy) {
    return policy.equals(TrivialPolicies.FEEDBACK);
  }
}
