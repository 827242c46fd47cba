package org.perfectstorm.cli.importing;

import java.util.List;
import org.perfectstorm.model.Kind;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Doc;

/**
 * One object to import.
 *
 * @param key the id or name under which it is saved
 * @param object its fields as the API takes them
 * @param document where it was written
 * @param path where in the document
 */
record Item(Kind kind, String key, Doc object, YamlDocument document, List<String> path) {}
