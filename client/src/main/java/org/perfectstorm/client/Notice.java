package org.perfectstorm.client;

/** What an {@link EventFeed} tells. */
public sealed interface Notice permits Change, Notice.Connected, Notice.Lost, Notice.Missed {
  /**
   * The feed listens: whatever changes from now on will be told. Read now what you want to know
   * (after the first connection, and again after each later one).
   */
  record Connected() implements Notice {}

  /**
   * Events were lost for good: stormd no longer keeps them, or it began a new history. What was
   * read before is worth nothing.
   *
   * @param from the first number that was not told
   * @param next the number from which the feed goes on
   */
  record Missed(long from, long next) implements Notice {}

  /**
   * stormd is away; the feed keeps trying, and is told once for each break.
   *
   * @param why what happened
   */
  record Lost(ClientException why) implements Notice {}
}
