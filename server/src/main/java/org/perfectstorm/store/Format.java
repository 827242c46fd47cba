package org.perfectstorm.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What the embedded store's tables hold, and how an older version's become today's.
 *
 * <ul>
 *   <li>{@code meta(key, value)}: {@code format}, the version below; {@code history}, the number of
 *       the event and the date from which on everything past is kept.
 *   <li>{@code object(id, kind, doc, crc, born, since, since_date)}: each object as the API's JSON,
 *       with the CRC-32C of those bytes; a crc of null is not checked (set it so after changing a
 *       doc by hand). It is so since the event of the number {@code since}, and was created by the
 *       event {@code born}. Dates are microseconds since 1970 (in {@code event} they are texts).
 *   <li>{@code past(place, id, kind, born, since, since_date, until, until_date, doc, crc)}: what
 *       resources and groups were before, in the order in which they ceased to be so.
 *   <li>{@code past_name(place, name, kind, id, until, until_date)}: names that they lost.
 *   <li>{@code past_members(place, grp, joined, resources, event, date)}: who joined (1) and left
 *       (0) which group; {@code resources} is a JSON array of ids. What they were called is to be
 *       found in {@code object} and {@code past}.
 *   <li>{@code event(number, date, type, kind, id, names)}: the newest events; {@code names} is a
 *       JSON array.
 *   <li>{@code member_event(number, date, doc)}: the newest membership events, each as the API's
 *       JSON.
 *   <li>{@code job_log(job, start, text)}: pieces of jobs' output, UTF-8; {@code start} counts the
 *       bytes before it. Between the first and the last pieces of a long log there are none.
 * </ul>
 *
 * <p>In a backup {@code PRAGMA user_version} is its checksum ({@link Seal}); set it to 0 after
 * changing one by hand.
 */
final class Format {
  /** Each step makes format n+1 of format n; the first makes format 1 of an empty file. */
  private static final List<String[]> STEPS =
      List.<String[]>of(
          new String[] {
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE object (id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
                + " doc TEXT NOT NULL, crc INTEGER)",
            "CREATE TABLE event (number INTEGER PRIMARY KEY, date TEXT NOT NULL,"
                + " type TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,"
                + " names TEXT NOT NULL)",
            "CREATE TABLE member_event (number INTEGER PRIMARY KEY, date TEXT NOT NULL,"
                + " doc TEXT NOT NULL)",
          },
          new String[] {
            "CREATE TABLE job_log (job TEXT NOT NULL, start INTEGER NOT NULL, text BLOB NOT NULL)",
            "CREATE UNIQUE INDEX job_log_place ON job_log (job, start)",
          },
          new String[] {
            "ALTER TABLE object ADD COLUMN born INTEGER",
            "ALTER TABLE object ADD COLUMN since INTEGER",
            "ALTER TABLE object ADD COLUMN since_date INTEGER",
            "CREATE TABLE past (place INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL,"
                + " born INTEGER, since INTEGER, since_date INTEGER, until INTEGER NOT NULL,"
                + " until_date INTEGER NOT NULL, doc TEXT NOT NULL, crc INTEGER)",
            "CREATE INDEX past_id ON past (id)",
            "CREATE TABLE past_name (place INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                + " kind TEXT NOT NULL, id TEXT NOT NULL, until INTEGER NOT NULL,"
                + " until_date INTEGER NOT NULL)",
            "CREATE INDEX past_name_name ON past_name (name, kind)",
            "CREATE TABLE past_member (place INTEGER PRIMARY KEY, grp TEXT NOT NULL,"
                + " resource TEXT NOT NULL, names TEXT NOT NULL, joined INTEGER NOT NULL,"
                + " event INTEGER NOT NULL, date INTEGER NOT NULL)",
            "CREATE INDEX past_member_grp ON past_member (grp)",
          },
          new String[] {
            "CREATE TABLE past_members (place INTEGER PRIMARY KEY, grp TEXT NOT NULL,"
                + " joined INTEGER NOT NULL, resources TEXT NOT NULL, event INTEGER NOT NULL,"
                + " date INTEGER NOT NULL)",
            "INSERT INTO past_members"
                + " SELECT place, grp, joined, json_array(resource), event, date FROM past_member",
            "DROP TABLE past_member",
            "CREATE INDEX past_members_grp ON past_members (grp)",
          });

  /** The version that this program writes. */
  static final int CURRENT = STEPS.size();

  /** Larger pages waste less on documents of 3 KB, smaller ones write less for each change. */
  static final int PAGE_SIZE = 4096;

  /** Marks the file as ours ({@code file} and {@code PRAGMA application_id} show it): "PSTM". */
  private static final int APPLICATION = 0x5053544D;

  private Format() {}

  /** Brings the tables to today's format; nothing has changed if it throws. */
  static void prepare(Path folder, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int found = found(folder, statement);
      expectKnown(folder, found);
      if (number(statement, "PRAGMA user_version") != 0) {
        // A backup that was put in place by hand.
        statement.executeUpdate("PRAGMA user_version = 0");
      }
      if (found == CURRENT) {
        return;
      }
      statement.execute("BEGIN IMMEDIATE");
      for (String[] step : STEPS.subList(found, CURRENT)) {
        for (String sql : step) {
          statement.executeUpdate(sql);
        }
      }
      statement.executeUpdate("PRAGMA application_id = " + APPLICATION);
      statement.executeUpdate(
          "INSERT INTO meta VALUES ('format', "
              + CURRENT
              + ")"
              + " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
      statement.execute("COMMIT");
    }
  }

  /**
   * Refuses tables that are not of today's format, where they cannot be brought to it.
   *
   * @param why nothing can be written
   */
  static void expectCurrent(Path folder, Connection connection, StoreException why)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int found = found(folder, statement);
      expectKnown(folder, found);
      if (found != CURRENT) {
        throw why;
      }
    }
  }

  /** Refuses what no version up to this one made. */
  static void expectReadable(Path file, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (number(statement, "PRAGMA application_id") != APPLICATION) {
        throw new StoreException(file + " is no backup of stormd's store.", null);
      }
      expectKnown(file, number(statement, "SELECT value FROM meta WHERE key = 'format'"));
    }
  }

  private static void expectKnown(Path folder, int found) {
    if (found > CURRENT) {
      throw new StoreException(
          "The store in %s has format %d, made by a newer version of Perfect Storm; this one reads up to %d. Use that version, or another folder (--data)."
              .formatted(folder, found, CURRENT),
          null);
    }
  }

  /** The format of what is there; 0 for an empty file. */
  private static int found(Path folder, Statement statement) throws SQLException {
    if (number(statement, "SELECT count(*) FROM sqlite_schema") == 0) {
      return 0;
    }
    if (number(statement, "PRAGMA application_id") != APPLICATION) {
      throw new StoreException(
          "%s is a database of another program. Choose another folder (--data)."
              .formatted(folder.resolve(Database.FILE)),
          null);
    }
    int found = number(statement, "SELECT value FROM meta WHERE key = 'format'");
    if (found < 1) {
      throw new StoreException(
          "%s is damaged: it does not say which format it has. Restore a backup of the folder, or start with another one (--data); agents find their resources again."
              .formatted(folder.resolve(Database.FILE)),
          null);
    }
    return found;
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /** The checksum kept beside a document. */
  static long checksum(byte[] doc) {
    CRC32C crc = new CRC32C();
    crc.update(doc);
    return crc.getValue();
  }
}
