package org.dreamer4j.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1000, 1000",
    "999999, 999999",
    "-1000000, -1.0e+06",
    "0.0123456, 0.0123",
    "0.09999, 0.100",
    "-0.9996, -1.00",
    "3.14159, 3.14",
    "271.828, 272",
    "27182.8, 27200",
    "271828.5, 2.7e+05",
    "0.00099, 9.9e-04",
    "NaN, -"
  })
  void numbersHaveThreeSignificantDigits(double value, String shown) {
    assertEquals(shown, Figures.number(value));
  }

  @Test
  void countsAndShapesReadWell() {
    assertEquals("1 tensor", Figures.count(1, "tensor"));
    assertEquals("1,234 tensors", Figures.count(1234, "tensor"));
    assertEquals("?x64x64x3", Figures.shape(List.of(-1L, 64L, 64L, 3L)));
    assertEquals("scalar", Figures.shape(List.of()));
  }
}
