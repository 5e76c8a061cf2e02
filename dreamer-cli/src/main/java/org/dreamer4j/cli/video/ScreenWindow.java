package org.dreamer4j.cli.video;

import java.awt.AWTError;
import java.awt.HeadlessException;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.swing.ImageIcon;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;

/** A window that plays episodes. */
public final class ScreenWindow implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final JLabel screen = new JLabel();
  private final JFrame frame;

  /**
   * A window that is shown with its first image.
   *
   * @throws HeadlessException if there is no screen
   * @throws AWTError if the display cannot be reached
   */
  public ScreenWindow(String title) {
    frame = new JFrame(title);
    frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent event) {
            closed.countDown();
          }
        });
    frame.add(screen);
  }

  /**
   * Whether a window can be shown here. If so, AWT is told that there is a screen, which must come
   * before anything is drawn.
   */
  public static boolean isPossible() {
    boolean isPossible = !System.getProperty("os.name", "").startsWith("Linux") || isOnLinux();
    if (isPossible) {
      System.setProperty("java.awt.headless", "false");
    }
    return isPossible;
  }

  /** A JDK without a desktop lacks the library, and asking AWT itself would settle it for good. */
  private static boolean isOnLinux() {
    Path library = Path.of(System.getProperty("java.home", ""), "lib", "libawt_xawt.so");
    return System.getenv("DISPLAY") != null && Files.exists(library);
  }

  /**
   * Plays an episode to its end, or until a person closes the window.
   *
   * @return whether the window is still open
   */
  public boolean play(Screening screening, double framesPerSecond) {
    long pause = Math.round(1e9 / framesPerSecond);
    for (int row = 0; row < screening.length(); row++) {
      ImageIcon icon = new ImageIcon(screening.image(row));
      SwingUtilities.invokeLater(() -> show(icon));
      if (isClosedWithin(pause)) {
        return false;
      }
    }
    return true;
  }

  private boolean isClosedWithin(long nanos) {
    try {
      return closed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void show(ImageIcon icon) {
    screen.setIcon(icon);
    if (!frame.isVisible() && closed.getCount() > 0) {
      frame.pack();
      frame.setVisible(true);
    }
  }

  @Override
  public void close() {
    frame.dispose();
  }
}
