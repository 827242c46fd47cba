package org.perfectstorm.cli.command;

import java.util.List;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** Resources that share a name: it is nobody's then. */
public final class Namesakes {
  private Namesakes() {}

  /**
   * Says whose a name is, if it is shared by several resources: for when it was not found.
   *
   * @throws Failure if it is
   */
  public static void check(Client client, String name) {
    List<Doc> namesakes = client.list(Kind.RESOURCE, Doc.of("names", name), List.of("type"));
    if (namesakes.size() > 1) {
      StringBuilder text = new StringBuilder();
      text.append(namesakes.size()).append(" resources are called ").append(name);
      text.append(": say which one by its id");
      for (Doc doc : namesakes) {
        text.append("\n  ").append(doc.text("id")).append("   ").append(doc.text("type"));
      }
      throw Failure.because(text.toString());
    }
  }
}
