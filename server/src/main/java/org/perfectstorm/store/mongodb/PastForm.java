package org.perfectstorm.store.mongodb;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.store.MemberVersion;
import org.perfectstorm.store.Version;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * What objects were, as documents. A version says from which commit on an object was so, and, once
 * that is known, until which. Objects in it are JSON text: it is for stormd.
 */
final class PastForm {
  /** The object's id. */
  static final String ID = "id";

  static final String KIND = "kind";
  static final String NAMES = "names";

  /** The number of the commit that made it so. */
  static final String COMMIT = "commit";

  /** The number of that commit's last event. */
  static final String EVENT = "event";

  /** When that was, in microseconds since 1970. */
  static final String MICROS = "micros";

  /** Missing where it says that the object is gone. */
  static final String OBJECT = "object";

  /** Of the commit that ended it; missing while it is still so. */
  static final String UNTIL_COMMIT = "until_commit";

  static final String UNTIL = "until";
  static final String UNTIL_MICROS = "until_micros";

  static final String GROUP = "group";

  private static final String FIRST = "first";

  /** Whether nobody knows since when it was so: it was there before history was kept. */
  private static final String OLDER = "older";

  private PastForm() {}

  /** The moment of a commit, as it stands in versions. */
  record Place(long commit, long event, long micros) {}

  /** What an object became; {@code object} is null if it was deleted. */
  static BsonDocument version(Kind kind, String id, Doc object, boolean isFirst, Place since) {
    BsonDocument version =
        new BsonDocument("_id", new BsonString("%s/%015d".formatted(id, since.commit)))
            .append(ID, new BsonString(id))
            .append(KIND, new BsonString(kind.word()))
            .append(COMMIT, new BsonInt64(since.commit))
            .append(EVENT, new BsonInt64(since.event))
            .append(MICROS, new BsonInt64(since.micros));
    if (object != null) {
      version
          .append(FIRST, BsonBoolean.valueOf(isFirst))
          .append(NAMES, texts(kind.names(object)))
          .append(OBJECT, new BsonString(Json.text(object)));
    }
    return version;
  }

  /** What an object was before history was kept. */
  static BsonDocument older(Kind kind, Doc object, long commit) {
    return version(kind, object.text("id"), object, false, new Place(commit, 0, 0))
        .append(OLDER, BsonBoolean.TRUE);
  }

  /** That a version ended with a commit. */
  static BsonDocument end(Place end) {
    return new BsonDocument(UNTIL_COMMIT, new BsonInt64(end.commit))
        .append(UNTIL, new BsonInt64(end.event))
        .append(UNTIL_MICROS, new BsonInt64(end.micros));
  }

  static Place since(BsonDocument version) {
    return new Place(number(version, COMMIT), number(version, EVENT), number(version, MICROS));
  }

  static Doc object(BsonDocument version) {
    return Json.readDoc(version.getString(OBJECT).getValue());
  }

  /** The names that the object had. */
  static List<String> names(BsonDocument version) {
    return version.getArray(NAMES).stream().map(name -> name.asString().getValue()).toList();
  }

  static Version version(BsonDocument version) {
    boolean isKnown = !version.containsKey(OLDER);
    boolean isOver = version.containsKey(UNTIL);
    return new Version(
        isKnown ? number(version, EVENT) : 0,
        isKnown ? instant(number(version, MICROS)) : null,
        version.getBoolean(FIRST).getValue(),
        isOver ? number(version, UNTIL) : -1,
        isOver ? instant(number(version, UNTIL_MICROS)) : null,
        object(version));
  }

  /** Who joined or left, by the commit at a place. */
  static BsonDocument member(MemberEvent event, Place place) {
    return new BsonDocument("_id", new BsonInt64(event.number()))
        .append(GROUP, new BsonString(event.group()))
        .append("resource", new BsonString(event.resource()))
        .append(NAMES, texts(event.resourceNames()))
        .append("joined", BsonBoolean.valueOf(event.type() == MemberEvent.Type.JOINED))
        .append(EVENT, new BsonInt64(place.event))
        .append(MICROS, new BsonInt64(place.micros));
  }

  static MemberVersion member(BsonDocument written) {
    return new MemberVersion(
        number(written, EVENT),
        instant(number(written, MICROS)),
        written.getBoolean("joined").getValue(),
        written.getString("resource").getValue(),
        // Those of earlier versions have none.
        written.containsKey(NAMES) ? names(written) : null);
  }

  static long number(BsonDocument document, String field) {
    return document.getInt64(field).getValue();
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static BsonArray texts(List<String> texts) {
    return new BsonArray(texts.stream().map(BsonString::new).toList());
  }
}
