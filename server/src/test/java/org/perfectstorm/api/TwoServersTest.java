package org.perfectstorm.api;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** The contract of the API, over two servers on one MongoDB that are asked in turn. */
@Timeout(180)
class TwoServersTest {
  @Nested
  @OnMongo
  class Agents extends AgentsTest {}

  @Nested
  @OnMongo
  class Resources extends ResourcesTest {}

  @Nested
  @OnMongo
  class Groups extends GroupsTest {}

  @Nested
  @OnMongo
  class Sync extends SyncTest {}

  @Nested
  @OnMongo
  class Jobs extends JobsTest {}

  /** At one of them: lines are seen by the other one a moment later, and no event says when. */
  @Nested
  @OnMongo(servers = 1)
  class JobLog extends JobLogTest {}

  @Nested
  @OnMongo
  class JobTrouble extends JobTroubleTest {}

  @Nested
  @OnMongo
  class Procedures extends ProceduresTest {}

  @Nested
  @OnMongo
  class Subscriptions extends SubscriptionsTest {}

  @Nested
  @OnMongo
  class Applications extends ApplicationsTest {}

  @Nested
  @OnMongo
  class Import extends ImportTest {}

  @Nested
  @OnMongo
  class Prune extends PruneTest {}

  @Nested
  @OnMongo
  class DryRun extends DryRunTest {}
}
