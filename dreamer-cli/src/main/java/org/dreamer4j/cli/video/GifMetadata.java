package org.dreamer4j.cli.video;

import java.awt.image.IndexColorModel;
import javax.imageio.IIOException;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/** The trees in which the JDK's GIF writer takes palette, place, delay and repetition. */
final class GifMetadata {
  private final ImageWriter writer;
  private final ImageTypeSpecifier type;
  private final int hundredths;
  private final int transparent;

  GifMetadata(ImageWriter writer, ImageTypeSpecifier type, int hundredths, int transparent) {
    this.writer = writer;
    this.type = type;
    this.hundredths = hundredths;
    this.transparent = transparent;
  }

  /** Size and palette of the whole animation. */
  IIOMetadata stream(int width, int height, IndexColorModel colors) throws IIOException {
    IIOMetadata metadata = writer.getDefaultStreamMetadata(null);
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    put(child(root, "Version"), "value", "89a");
    IIOMetadataNode screen = child(root, "LogicalScreenDescriptor");
    put(screen, "logicalScreenWidth", width);
    put(screen, "logicalScreenHeight", height);
    put(screen, "colorResolution", 8);
    put(screen, "pixelAspectRatio", 0);
    IIOMetadataNode table = child(root, "GlobalColorTable");
    int size = Math.max(2, Integer.highestOneBit(colors.getMapSize() * 2 - 1));
    put(table, "sizeOfGlobalColorTable", size);
    put(table, "backgroundColorIndex", transparent);
    put(table, "sortFlag", "FALSE");
    for (int i = 0; i < size; i++) {
      boolean used = i < colors.getMapSize();
      IIOMetadataNode entry = new IIOMetadataNode("ColorTableEntry");
      put(entry, "index", i);
      put(entry, "red", used ? colors.getRed(i) : 0);
      put(entry, "green", used ? colors.getGreen(i) : 0);
      put(entry, "blue", used ? colors.getBlue(i) : 0);
      table.appendChild(entry);
    }
    return set(metadata, format, root);
  }

  /** Place and delay of one frame, drawn over those before it. */
  IIOMetadata frame(int left, int top) throws IIOException {
    IIOMetadata metadata = writer.getDefaultImageMetadata(type, null);
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    IIOMetadataNode place = child(root, "ImageDescriptor");
    put(place, "imageLeftPosition", left);
    put(place, "imageTopPosition", top);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    put(control, "disposalMethod", "doNotDispose");
    put(control, "userInputFlag", "FALSE");
    put(control, "transparentColorFlag", "TRUE");
    put(control, "transparentColorIndex", transparent);
    put(control, "delayTime", hundredths);
    IIOMetadataNode repeat = new IIOMetadataNode("ApplicationExtension");
    repeat.setAttribute("applicationID", "NETSCAPE");
    repeat.setAttribute("authenticationCode", "2.0");
    repeat.setUserObject(new byte[] {1, 0, 0});
    child(root, "ApplicationExtensions").appendChild(repeat);
    return set(metadata, format, root);
  }

  private static IIOMetadata set(IIOMetadata metadata, String format, IIOMetadataNode root)
      throws IIOInvalidTreeException {
    metadata.setFromTree(format, root);
    return metadata;
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    if (root.getElementsByTagName(name).item(0) instanceof IIOMetadataNode node) {
      return node;
    }
    IIOMetadataNode node = new IIOMetadataNode(name);
    root.appendChild(node);
    return node;
  }

  private static void put(IIOMetadataNode node, String attribute, Object value) {
    node.setAttribute(attribute, String.valueOf(value));
  }
}
