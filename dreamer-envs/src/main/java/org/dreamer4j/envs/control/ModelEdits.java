package org.dreamer4j.envs.control;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Changes that tasks make to a model before it is compiled. Elements go by their tag and name. */
final class ModelEdits {
  private ModelEdits() {}

  /**
   * Sets an attribute.
   *
   * @throws IllegalArgumentException if the model has no such element
   */
  static void set(Document model, String tag, String name, String attribute, String value) {
    element(model, tag, name).setAttribute(attribute, value);
  }

  /** Removes an element, if the model has it. */
  static void remove(Document model, String tag, String name) {
    named(model, tag, name).forEach(ModelEdits::detach);
  }

  /** Removes all elements of a tag. */
  static void removeAll(Document model, String tag) {
    elements(model, tag).forEach(ModelEdits::detach);
  }

  /** Adds a sensor of a whole frame: {@code framepos} or {@code framequat}. */
  static void addFrameSensor(Document model, String tag, String name, String type, String body) {
    Element sensors = model.createElement("sensor");
    Element sensor = model.createElement(tag);
    sensor.setAttribute("name", name);
    sensor.setAttribute("objtype", type);
    sensor.setAttribute("objname", body);
    sensors.appendChild(sensor);
    model.getDocumentElement().appendChild(sensors);
  }

  private static Element element(Document model, String tag, String name) {
    List<Element> found = named(model, tag, name);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "the model has no " + tag + " '" + name + "'; is it a file of another suite?");
    }
    return found.get(0);
  }

  private static List<Element> named(Document model, String tag, String name) {
    return elements(model, tag).stream().filter(e -> e.getAttribute("name").equals(name)).toList();
  }

  /** A copy: the list of the document changes with it. */
  private static List<Element> elements(Document model, String tag) {
    NodeList live = model.getElementsByTagName(tag);
    List<Element> copy = new ArrayList<>(live.getLength());
    for (int i = 0; i < live.getLength(); i++) {
      copy.add((Element) live.item(i));
    }
    return copy;
  }

  private static void detach(Element element) {
    if (element.getParentNode() != null) {
      element.getParentNode().removeChild(element);
    }
  }
}
