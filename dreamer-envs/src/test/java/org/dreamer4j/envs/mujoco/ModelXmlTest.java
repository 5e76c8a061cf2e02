package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ModelXmlTest {
  @TempDir private Path folder;

  private static String refusal(String xml) {
    return assertThrows(IllegalArgumentException.class, () -> ModelXml.parse(xml, "m.xml"))
        .getMessage();
  }

  @Test
  void documentTypesAreRefusedSoNothingIsFetched() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "42");
    String fetching =
        "<!DOCTYPE m [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><mujoco model='x'>&e;</mujoco>";
    assertTrue(refusal(fetching).startsWith("model m.xml is no XML, line 1: DOCTYPE"));
    assertTrue(refusal("<!DOCTYPE m [<!ENTITY a 'b'>]><m>&a;</m>").contains("DOCTYPE"));
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
    assertTrue(refusal(deep).startsWith("model m.xml is no XML"));
  }

  @Test
  void faultIsToldWithItsLine() {
    assertTrue(
        refusal("<mujoco>\n<worldbody>\n</mujoco>").startsWith("model m.xml is no XML, line 3"));
    assertTrue(refusal("").startsWith("model m.xml is no XML"));
  }

  @Test
  void lastIntegratorHolds() {
    assertFalse(ModelXml.isRungeKutta(ModelXml.parse("<mujoco/>", "m")));
    assertTrue(
        ModelXml.isRungeKutta(
            ModelXml.parse("<mujoco><option integrator='RK4'/><option/></mujoco>", "m")));
    assertFalse(
        ModelXml.isRungeKutta(
            ModelXml.parse(
                "<mujoco><option integrator='RK4'/><option integrator='Euler'/></mujoco>", "m")));
  }

  @Test
  void numbersOfAnAttributeAreRead() {
    Document model = ModelXml.parse("<m a=' 1 -2.5\n3e-1 ' b='1 x'/>", "m");
    assertArrayEquals(
        new double[] {1, -2.5, 0.3}, ModelXml.numbers(model.getDocumentElement(), "a"));
    assertArrayEquals(new double[] {7, 8}, ModelXml.numbers(model.getDocumentElement(), "c", 7, 8));
    assertEquals(
        "attribute b of m has what is no number",
        assertThrows(
                IllegalArgumentException.class,
                () -> ModelXml.numbers(model.getDocumentElement(), "b"))
            .getMessage());
  }

  @Test
  void writtenModelIsReadBack() throws IOException {
    Document model = ModelXml.parse("<mujoco model='Käfer'/>", "m");
    ModelXml.append(model, "visual", "quality").setAttribute("shadowsize", "256");
    Path file = folder.resolve("out.xml");
    ModelXml.write(model, file);
    Document read = ModelXml.parse(Files.readString(file), "m");
    assertEquals("Käfer", read.getDocumentElement().getAttribute("model"));
    assertEquals("256", ModelXml.elements(read, "quality").get(0).getAttribute("shadowsize"));
  }
}
