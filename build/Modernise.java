import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Writes a jar again with its classes in the format of Java 8: Java's cache of loaded classes leaves out classes of Java 5,
 * which picocli ships. Nothing else about them changes.
 *
 * <p>{@code java -cp IN build/Modernise.java IN OUT}: the class path resolves the jar's own names.
 */
final class Modernise {
  private static final int JAVA_5 = 49;
  private static final int JAVA_8 = 52;

  public static void main(String[] args) throws IOException {
    Path made = Path.of(args[1] + ".new");
    try (JarFile in = new JarFile(args[0]);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(made))) {
      for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(entry.getName().endsWith(".class") ? modern(bytes) : bytes);
        out.closeEntry();
      }
    }
    Files.move(made, Path.of(args[1]), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] modern(byte[] bytes) {
    ClassFile format = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS);
    ClassModel old = format.parse(bytes);
    if (old.majorVersion() > JAVA_5) {
      return bytes;
    }
    byte[] modern =
        format.transformClass(
            old,
            ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen(
                    (builder, element) ->
                        builder.with(
                            element instanceof ClassFileVersion ? ClassFileVersion.of(JAVA_8, 0) : element)));
    if (!format.verify(modern).isEmpty()) {
      throw new IllegalStateException(old.thisClass().asInternalName() + ": " + format.verify(modern));
    }
    return modern;
  }
}
