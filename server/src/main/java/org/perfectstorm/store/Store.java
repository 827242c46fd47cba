package org.perfectstorm.store;

import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.LogPart;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Doc;

/**
 * Makes commits durable and hands them back at start. Used by one thread at a time.
 *
 * <p>Every implementation passes {@code StoreContract}.
 */
public interface Store extends AutoCloseable {
  /**
   * Hands over everything that is kept, before the first append, and again for who was {@link
   * LeftBehind}: the objects in no particular order, then the events of both kinds that are still
   * kept, oldest first; of logs only how long they are.
   *
   * @throws StoreException if it cannot be read
   */
  void load(Contents contents);

  /**
   * Keeps commits, in order. When this returns they survive the machine's power being cut; when it
   * throws, none of them is kept.
   *
   * @throws StoreException if they cannot be kept now; a later try may succeed. Of a store that
   *     others write, too, it may be that they are kept all the same; then {@link #others} hands
   *     them out
   * @throws LostRace if another server was first
   * @throws LeftBehind if others were, and it cannot be told with what
   */
  void append(List<Commit> commits);

  /** Why a commit can never be kept, however often it is tried; null if it can. */
  default String refusal(Commit commit) {
    return null;
  }

  /**
   * How long after the last word from the store {@link #others} is to be asked; null if nobody else
   * writes to it.
   */
  default Duration watching() {
    return null;
  }

  /**
   * What others committed since the last {@link #load}, {@link #append} or call of this: the next
   * ones in order, maybe not all. Their changes do not say what was {@code before}.
   *
   * @throws StoreException if it cannot be read now
   * @throws LeftBehind if not all of it is kept any more
   */
  default List<Commit> others() {
    return List.of();
  }

  /**
   * Reads a job's log, as the last {@link #append} left it. Any thread may ask.
   *
   * @param job the job's id
   * @param start the place of the first byte that is wanted
   * @param most the most bytes that are wanted, 1 or more
   * @return the bytes that are kept from there on, without a gap inside; the part begins later than
   *     asked for where the middle of a long log is not kept, and is empty at the end
   * @throws StoreException if it cannot be read now
   */
  LogPart log(String job, long start, int most);

  /** What objects were before; null if that is not kept. */
  default History history() {
    return null;
  }

  /**
   * A copy of everything as the last {@link #append} left it, in a form that {@link Backup}
   * understands. Any thread may ask; commits go on meanwhile.
   *
   * @throws StoreException if it cannot be made now
   */
  default FileChannel backup() {
    throw new StoreException("This store makes no backups.", null);
  }

  /** Why it could not be written when it was opened, though it can be read; null if it could. */
  default String trouble() {
    return null;
  }

  @Override
  void close();

  /** Who takes over what was kept. */
  interface Contents {
    /** An object, as it was last committed. */
    void object(Kind kind, Doc object);

    /** An event that is still kept. */
    void event(Event event);

    /** A membership event that is still kept. */
    void memberEvent(MemberEvent event);

    /** Where a job's log ends: how many bytes were ever added to it, at least one. */
    void log(String job, long end);
  }
}
