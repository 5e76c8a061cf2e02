package org.dreamer4j.envs.remote;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for servers. Tests have one that takes no time. */
interface Patience {
  /** As long as the clock says. */
  Patience REAL =
      new Patience() {
        @Override
        public boolean await(CompletableFuture<?> answer, Duration limit)
            throws InterruptedException {
          try {
            answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
          } catch (ExecutionException e) {
            return true;
          } catch (TimeoutException e) {
            return false;
          }
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(length.toNanos());
        }
      };

  /** Waits for an answer or a failure; false if neither has come within the limit. */
  boolean await(CompletableFuture<?> answer, Duration limit) throws InterruptedException;

  /** Waits before another attempt. */
  void pause(Duration length) throws InterruptedException;
}
