package org.perfectstorm.bench.system;

import static org.perfectstorm.bench.system.Figures.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.perfectstorm.client.Client;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** What 20,000 resources take on disk, and what it adds to change each of them. */
final class Disk implements Measurement {
  private static final int RESOURCES = 20_000;
  private static final int AT_ONCE = 1_000;
  private static final int CHANGES = 5;

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public void run(Place place) throws Exception {
    Path folder = place.folder("disk");
    long bson;
    try (Server server = Server.start(place.root(), folder, "");
        Client client = new Client(server.address())) {
      server.fill(RESOURCES);
      bson = client.list(Kind.RESOURCE).stream().mapToLong(Disk::bson).sum();
    }
    long kept = bytes(folder);
    try (Server server = Server.start(place.root(), folder, "");
        Client client = new Client(server.address())) {
      String agent = client.list(Kind.AGENT).getFirst().text("id");
      for (int round = 0; round < CHANGES; round++) {
        change(client, agent, round);
      }
    }
    double each = (double) (bytes(folder) - kept) / RESOURCES / CHANGES;
    System.out.printf("| on disk | MB | |%n| --- | --- | --- |%n");
    System.out.printf("| %,d resources as BSON | %s | 1 |%n", RESOURCES, number(bson / 1e6));
    System.out.printf(
        "| the store's folder | %s | %s times |%n",
        number(kept / 1e6), number((double) kept / bson));
    System.out.printf(
        "| each change of a resource, with history, adds | %s KB | %s times its BSON |%n",
        number(each / 1e3), number(each * RESOURCES / bson));
  }

  private static void change(Client client, String agent, int round) {
    Tasks tasks = new Tasks(1);
    for (int from = 0; from < RESOURCES; from += AT_ONCE) {
      Object[] batch = new Object[AT_ONCE];
      for (int i = 0; i < AT_ONCE; i++) {
        batch[i] = tasks.one(from + i).with("image", "image:" + round);
      }
      client.sync(agent, Doc.of("full", false, "resources", Arr.of(batch), "gone", Arr.EMPTY));
    }
  }

  private static long bson(Doc doc) {
    return new RawBsonDocument(BsonDocument.parse(doc.toString()), new BsonDocumentCodec())
        .getByteBuffer()
        .remaining();
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long all = 0;
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        all += Files.size(file);
      }
      return all;
    }
  }
}
