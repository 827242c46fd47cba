package org.perfectstorm.store.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perfectstorm.store.StoreException;

/** Says in words what went wrong with MongoDB. */
final class MongoTrouble {
  /** The driver describes what it knows of the servers; why one of them does not answer is this. */
  private static final Pattern CAUSE = Pattern.compile("caused by \\{([^{}]+)\\}");

  /** Where there is no more to it. */
  private static final Pattern EXCEPTION =
      Pattern.compile("xception=\\{?([^{}]+?)(?:\\}|, servers=)");

  private static final int LONGEST = 300;

  private MongoTrouble() {}

  /** The exception for {@code verb}ing. */
  static StoreException of(String verb, MongoAddress address, MongoException cause) {
    String message = "Cannot %s MongoDB at %s: %s".formatted(verb, address, reason(cause));
    return switch (cause) {
      case MongoTimeoutException e -> StoreException.away(message, e);
      case MongoSocketException e -> StoreException.away(message, e);
      case MongoNotPrimaryException e -> StoreException.away(message, e);
      case MongoNodeIsRecoveringException e -> StoreException.away(message, e);
      default -> new StoreException(message, cause);
    };
  }

  /** A sentence, without what the driver adds for those who debug it. */
  static String reason(RuntimeException cause) {
    String reason =
        switch (cause) {
          case MongoSecurityException e -> "it does not accept our name and password";
          case MongoTimeoutException e -> "no server that can be written answers" + why(e);
          case MongoCommandException e -> e.getErrorMessage();
          default -> String.valueOf(cause.getMessage());
        };
    String line = reason.lines().findFirst().orElse("").strip();
    String shortened = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    return shortened.endsWith(".") ? shortened : shortened + ".";
  }

  private static String why(MongoTimeoutException e) {
    String text = String.valueOf(e.getMessage());
    String last = last(CAUSE, text);
    if (last == null) {
      last = last(EXCEPTION, text);
    }
    if (text.contains("MongoSecurityException")) {
      return " (it does not accept our name and password)";
    }
    if (last == null) {
      return "";
    }
    String plain = last.replaceFirst("^[a-zA-Z0-9_.$]+: ", "").replaceFirst("[.]$", "");
    return last.contains("UnknownHostException")
        ? " (unknown host: " + plain + ")"
        : " (" + plain + ")";
  }

  private static String last(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    String last = null;
    while (found.find()) {
      last = found.group(1);
    }
    return last;
  }
}
