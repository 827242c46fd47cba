package org.perfectstorm.model;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.perfectstorm.value.Doc;

/**
 * Secret parameters of procedures: declared as exactly <code>{"secret": true}</code>, given with
 * each run, and shown to nobody but the agent that does the job.
 */
public final class Secrets {
  private static final String MARK = "secret";
  private static final Doc DECLARATION = Doc.of(MARK, true);

  private Secrets() {}

  /**
   * The names of the parameters that are declared as secret.
   *
   * @param params a procedure's
   */
  public static SortedSet<String> names(Doc params) {
    SortedSet<String> names = new TreeSet<>();
    for (var param : params) {
      if (DECLARATION.equals(param.getValue())) {
        names.add(param.getKey());
      }
    }
    return Collections.unmodifiableSortedSet(names);
  }

  /** Whether a value only nearly says that a parameter is secret: probably a mistake. */
  public static boolean isMisspelt(Object value) {
    return value instanceof Doc doc && doc.has(MARK) && !doc.equals(DECLARATION);
  }

  /** Whether parameters have a value for a secret one. */
  public static boolean isGiven(Doc params, String name) {
    Object value = params.get(name);
    return value != null && !value.equals(DECLARATION);
  }

  /** Parameters of which these are declared as secret, whatever they were. */
  public static Doc declared(Doc params, Collection<String> names) {
    Doc declared = params;
    for (String name : names) {
      declared = declared.with(name, DECLARATION);
    }
    return declared;
  }

  /**
   * The names of the parameters that are not shown.
   *
   * @param shown as everybody may see them
   * @param clear as they are
   */
  public static SortedSet<String> masked(Doc shown, Doc clear) {
    SortedSet<String> names = new TreeSet<>();
    for (var param : clear) {
      if (Masking.MASK.equals(shown.get(param.getKey()))) {
        names.add(param.getKey());
      }
    }
    return Collections.unmodifiableSortedSet(names);
  }

  /** Parameters as everybody may see them: {@value Masking#MASK} for each of these names. */
  public static Doc shown(Doc params, Collection<String> names) {
    Doc shown = params;
    for (String name : names) {
      shown = shown.with(name, Masking.MASK);
    }
    return shown;
  }
}
