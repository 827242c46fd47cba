package org.perfectstorm.api.files;

import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * What a document says about one object.
 *
 * @param key its id if the document has one, else its name; null if it has neither, which is said
 *     already
 * @param fields in the form of files
 * @param application the key of the application that it is nested in, or null
 */
record Entry(Kind kind, String key, Doc fields, Spot spot, String application) {}
