/**
 * Regular expressions as MongoDB has them (PCRE2), that cannot stall.
 *
 * <p>Comes in: a pattern and its options. Goes out: whether it is found in a text. Called by the
 * operators {@code $regex}, {@code $regexMatch} and by {@code $jsonSchema}.
 */
package org.perfectstorm.mql.regex;
