package org.perfectstorm.text;

/**
 * What stands before and after keys and scalars, such as a terminal's colours. Not to change what
 * is said, none of them may hold anything else.
 */
public record Paint(String key, String afterKey, String scalar, String afterScalar) {
  /** None. */
  public static final Paint NONE = new Paint("", "", "", "");
}
