package org.perfectstorm.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.perfectstorm.template.TemplateObject;
import org.perfectstorm.value.Doc;

/** A group as templates see it: its fields, and its members. */
record SeenGroup(Doc group, State state, Budget budget) implements TemplateObject {
  private static final String MEMBERS = "members";

  @Override
  public String kind() {
    return "group";
  }

  @Override
  public Object attribute(String name) {
    return name.equals(MEMBERS) ? LiveList.members(group.text("id"), state, budget) : MISSING;
  }

  @Override
  public Object item(String key) {
    return group.has(key) ? group.get(key) : MISSING;
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>(group.shape().keys());
    names.add(MEMBERS);
    return names;
  }

  @Override
  public String text() {
    String name = group.text("name");
    return "<group " + (name == null ? group.text("id") : name) + ">";
  }
}
