package org.perfectstorm.cli;

/** What an agent tells in the sessions. */
final class Seed {
  static final String CLUSTER =
      """
      {"full": true, "resources": [
        {"native_id": "c1", "type": "swarm-cluster", "names": ["default", "c1"], "status": "running"},
        {"native_id": "n1", "type": "swarm-node", "names": ["node-1", "n1", "shared"], "status": "running",
         "health": "healthy", "parent": "c1", "cluster": "c1"},
        {"native_id": "s1", "type": "swarm-service", "names": ["redis", "s1"], "status": "running",
         "parent": "c1", "cluster": "c1", "image": "redis:3.2"},
        {"native_id": "t1", "type": "swarm-task", "names": ["redis.1", "t1"], "status": "running",
         "parent": "s1", "cluster": "c1", "host": "n1", "image": "redis:3.2", "health": "healthy",
         "snapshot": {"Spec": {"Resources": {"Limits": {"MemoryBytes": 2000000000}}}}},
        {"native_id": "t2", "type": "swarm-task", "names": ["redis.2", "t2", "shared"], "status": "starting",
         "parent": "s1", "cluster": "c1", "host": "n1", "image": "redis:4",
         "snapshot": {"Spec": {"Resources": {"Limits": {"MemoryBytes": 1000}}}}}
      ]}
      """;

  private Seed() {}
}
