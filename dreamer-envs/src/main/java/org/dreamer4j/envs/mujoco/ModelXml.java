package org.dreamer4j.envs.mujoco;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads and writes MuJoCo's models as XML; a file that is fetched or bombs memory is refused. */
final class ModelXml {
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
  private static final String DEPTH = "jdk.xml.maxElementDepth";
  private static final int MOST_DEPTH = 200;

  private static final ErrorHandler THROWING =
      new ErrorHandler() {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
          throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
          throw e;
        }
      };

  private ModelXml() {}

  /**
   * Parses a model.
   *
   * @param name of the model, for messages
   * @throws IllegalArgumentException if it is not well-formed or has a document type
   */
  static Document parse(String xml, String name) {
    try {
      DocumentBuilder builder = factory().newDocumentBuilder();
      builder.setErrorHandler(THROWING);
      return builder.parse(new InputSource(new StringReader(xml)));
    } catch (SAXParseException e) {
      throw new IllegalArgumentException(
          "model " + name + " is no XML, line " + e.getLineNumber() + ": " + e.getMessage(), e);
    } catch (SAXException e) {
      throw new IllegalArgumentException("model " + name + " is no XML: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser cannot be made safe", e);
    }
  }

  private static DocumentBuilderFactory factory() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature(NO_DOCTYPE, true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setAttribute(DEPTH, Integer.toString(MOST_DEPTH));
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    return factory;
  }

  /** Writes a model to a file. */
  static void write(Document model, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      TransformerFactory.newDefaultInstance()
          .newTransformer()
          .transform(new DOMSource(model), new StreamResult(out));
    } catch (TransformerException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Whether a model is integrated with Runge-Kutta; the last option of several holds. */
  static boolean isRungeKutta(Document model) {
    boolean rungeKutta = false;
    for (Element option : elements(model, "option")) {
      if (option.hasAttribute("integrator")) {
        rungeKutta = option.getAttribute("integrator").equals("RK4");
      }
    }
    return rungeKutta;
  }

  /** The elements of a tag at present, in order. */
  static List<Element> elements(Document model, String tag) {
    NodeList live = model.getElementsByTagName(tag);
    List<Element> copy = new ArrayList<>(live.getLength());
    for (int i = 0; i < live.getLength(); i++) {
      copy.add((Element) live.item(i));
    }
    return copy;
  }

  /**
   * The numbers of an attribute.
   *
   * @param otherwise what an element without the attribute has
   * @throws IllegalArgumentException if one is no number
   */
  static double[] numbers(Element element, String attribute, double... otherwise) {
    if (!element.hasAttribute(attribute)) {
      return otherwise.clone();
    }
    try {
      return Arrays.stream(element.getAttribute(attribute).strip().split("\\s+"))
          .mapToDouble(Double::parseDouble)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "attribute " + attribute + " of " + element.getTagName() + " has what is no number", e);
    }
  }

  /** Adds a section with one element to a model; what is said last holds. */
  static Element append(Document model, String section, String element) {
    Element parent = model.createElement(section);
    model.getDocumentElement().appendChild(parent);
    Element child = model.createElement(element);
    parent.appendChild(child);
    return child;
  }
}
