package org.perfectstorm.mql.bson;

import java.time.Instant;
import java.util.Arrays;
import org.bson.BsonDbPointer;
import org.bson.BsonRegularExpression;
import org.bson.BsonTimestamp;
import org.bson.types.Binary;
import org.bson.types.Code;
import org.bson.types.CodeWithScope;
import org.bson.types.ObjectId;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * MongoDB's order of all values: first by the rank of their kinds, then by value. Strings go by
 * their bytes in UTF-8, documents field by field in order, numbers by exact value.
 */
public final class Order {
  private Order() {}

  /** Whether two values are equal, which values of different ranks never are. */
  public static boolean equal(Object a, Object b) {
    if (a instanceof String left) {
      return b instanceof String right ? left.equals(right) : compare(a, b) == 0;
    }
    return compare(a, b) == 0;
  }

  /** Negative, zero or positive as {@code a} comes before, equals or comes after {@code b}. */
  @SuppressWarnings("ReferenceEquality") // only a short cut
  public static int compare(Object a, Object b) {
    if (a == b) {
      return 0;
    }
    Kind kind = Kind.of(a);
    int ranks = Integer.compare(kind.rank(), Kind.rankOf(b));
    return ranks != 0 ? ranks : sameRank(kind, a, b);
  }

  /** As {@link #compare}, for values that are known to be of one rank. */
  static int sameRank(Kind kind, Object a, Object b) {
    return switch (kind) {
      case MIN_KEY, MAX_KEY, NULL, UNDEFINED, MISSING -> 0;
      case DOUBLE, INT, LONG, DECIMAL -> Numbers.compare(a, b);
      case STRING, SYMBOL -> strings(a.toString(), b.toString());
      case OBJECT -> docs((Doc) a, (Doc) b);
      case ARRAY -> arrays((Arr) a, (Arr) b);
      case BIN_DATA -> binaries((Binary) a, (Binary) b);
      case OBJECT_ID -> ((ObjectId) a).compareTo((ObjectId) b);
      case BOOL -> Boolean.compare((Boolean) a, (Boolean) b);
      case DATE -> ((Instant) a).compareTo((Instant) b);
      case TIMESTAMP -> ((BsonTimestamp) a).compareTo((BsonTimestamp) b);
      case REGEX -> regexes((BsonRegularExpression) a, (BsonRegularExpression) b);
      case DB_POINTER -> pointers((BsonDbPointer) a, (BsonDbPointer) b);
      case JAVASCRIPT -> strings(((Code) a).getCode(), ((Code) b).getCode());
      case JAVASCRIPT_WITH_SCOPE -> scoped((CodeWithScope) a, (CodeWithScope) b);
    };
  }

  /** Compares two strings as their bytes in UTF-8 would compare, which is by code point. */
  public static int strings(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        boolean one = Character.isSurrogate(left);
        return one == Character.isSurrogate(right) ? left - right : one ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int docs(Doc a, Doc b) {
    int shorter = Math.min(a.size(), b.size());
    for (int i = 0; i < shorter; i++) {
      Object left = a.at(i);
      Object right = b.at(i);
      Kind kind = Kind.of(left);
      int ranks = Integer.compare(kind.rank(), Kind.rankOf(right));
      if (ranks != 0) {
        return ranks;
      }
      int keys = strings(a.key(i), b.key(i));
      int found = keys != 0 ? keys : sameRank(kind, left, right);
      if (found != 0) {
        return found;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int arrays(Arr a, Arr b) {
    int shorter = Math.min(a.size(), b.size());
    for (int i = 0; i < shorter; i++) {
      int found = compare(a.get(i), b.get(i));
      if (found != 0) {
        return found;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int binaries(Binary a, Binary b) {
    int lengths = Integer.compare(a.length(), b.length());
    if (lengths != 0) {
      return lengths;
    }
    int types = Integer.compare(a.getType() & 0xff, b.getType() & 0xff);
    return types != 0 ? types : Arrays.compareUnsigned(a.getData(), b.getData());
  }

  private static int regexes(BsonRegularExpression a, BsonRegularExpression b) {
    int patterns = strings(a.getPattern(), b.getPattern());
    return patterns != 0 ? patterns : strings(a.getOptions(), b.getOptions());
  }

  private static int pointers(BsonDbPointer a, BsonDbPointer b) {
    int names = strings(a.getNamespace(), b.getNamespace());
    return names != 0 ? names : a.getId().compareTo(b.getId());
  }

  private static int scoped(CodeWithScope a, CodeWithScope b) {
    int codes = strings(a.getCode(), b.getCode());
    return codes != 0 ? codes : strings(a.getScope().toJson(), b.getScope().toJson());
  }
}
