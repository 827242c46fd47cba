package org.perfectstorm.store.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import java.util.regex.Pattern;

/**
 * Where a MongoDB is, who we are there, and which database is ours.
 *
 * @param connection the driver's form of it; may hold a password, so it is not for logs
 * @param database the database's name
 */
public record MongoAddress(ConnectionString connection, String database) {
  private static final String DATABASE = "storm";
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?");
  private static final Pattern LOGIN = Pattern.compile("^(\\w[\\w+]*://)?.*@");

  /**
   * Reads {@code HOST[:PORT]} or a {@code mongodb://} or {@code mongodb+srv://} URI. A URI may name
   * the database.
   *
   * @throws IllegalArgumentException if it is neither; the message says why, without the password
   */
  public static MongoAddress parse(String text) {
    boolean isUri = text.startsWith("mongodb://") || text.startsWith("mongodb+srv://");
    if (!isUri && !HOST.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected HOST[:PORT] or a mongodb:// URI, got " + hidden(text));
    }
    try {
      ConnectionString connection = new ConnectionString(isUri ? text : "mongodb://" + text + "/");
      String database = connection.getDatabase();
      return new MongoAddress(connection, database == null ? DATABASE : database);
    } catch (IllegalArgumentException | MongoException e) {
      // What the driver says may quote what it was given.
      throw new IllegalArgumentException(
          "no MongoDB URI: %s: %s".formatted(hidden(text), e.getMessage().replace(text, "it")));
    }
  }

  private static String hidden(String text) {
    return LOGIN.matcher(text).replaceFirst("$1***@");
  }

  /** Hosts and database, without login: {@code db1:27017,db2:27017/storm}. */
  @Override
  public String toString() {
    return String.join(",", connection.getHosts()) + "/" + database;
  }
}
