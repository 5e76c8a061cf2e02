package org.dreamer4j.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Nothing public is without a description. That descriptions are well formed and their links lead
 * somewhere, javac checks.
 */
class JavadocTest {
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.map(path -> path.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  @Test
  void everyPublicTypeAndMemberIsDescribed() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Undescribed undescribed;
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources()));
      undescribed = new Undescribed(DocTrees.instance(task));
      undescribed.scan(task.parse(), null);
    }
    assertTrue(undescribed.described > 1000, "found " + undescribed.described);
    assertEquals(List.of(), undescribed.found);
  }

  /** Looks where other packages can: into public types, at their public members. */
  private static final class Undescribed extends TreePathScanner<Void, Void> {
    final List<String> found = new ArrayList<>();
    int described;
    private final DocTrees trees;

    Undescribed(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitClass(ClassTree type, Void ignored) {
      if (!isSeen(type.getModifiers())) {
        return null;
      }
      require(type.getSimpleName().toString());
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void ignored) {
      if (isSeen(method.getModifiers()) && !isOverriding(method) && !isCompact(method)) {
        require(method.getName().toString());
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Void ignored) {
      if (isSeen(field.getModifiers())) {
        require(field.getName().toString());
      }
      return null;
    }

    private ClassTree owner() {
      return (ClassTree) getCurrentPath().getParentPath().getLeaf();
    }

    private boolean isSeen(ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      TreePath parent = getCurrentPath().getParentPath();
      boolean ofInterface = parent != null && parent.getLeaf().getKind() == Tree.Kind.INTERFACE;
      return flags.contains(Modifier.PUBLIC) || (ofInterface && !flags.contains(Modifier.PRIVATE));
    }

    private static boolean isOverriding(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    /** A record's constructor without parameters of its own. */
    private boolean isCompact(MethodTree method) {
      return owner().getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
    }

    private void require(String name) {
      if (trees.getDocComment(getCurrentPath()) == null) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        found.add(Path.of(unit.getSourceFile().toUri()).getFileName() + ": " + name);
      } else {
        described++;
      }
    }
  }
}
