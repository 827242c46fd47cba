package org.perfectstorm.agent;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * One resource in the form of {@code POST /v1/agents/{key}/sync}. Its parts are given in the API's
 * order: names, place, what it says, and then what is only there when it is set.
 */
public final class ResourceBuilder {
  /** Milliseconds, always three digits: such texts sort as the moments do. */
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final DocBuilder doc = new DocBuilder();

  /** A resource by its native id, which is unique among the agent's. */
  public ResourceBuilder(String type, String id) {
    doc.put("native_id", id).put("type", type);
  }

  /** Those that there are, each once. */
  public ResourceBuilder names(String... names) {
    return names(Stream.of(names));
  }

  /** Those that there are, each once. */
  public ResourceBuilder names(Stream<String> names) {
    Set<String> there = new LinkedHashSet<>();
    names.filter(name -> name != null && !name.isBlank()).forEach(there::add);
    doc.put("names", Arr.from(List.copyOf(there)));
    return in(null, null, null);
  }

  /** Where it is, by native ids; null for what does not apply. */
  public ResourceBuilder in(String parent, String cluster, String host) {
    doc.put("parent", parent).put("cluster", cluster).put("host", host);
    return this;
  }

  /**
   * What it says of itself.
   *
   * @param image null for none
   * @param status one of the eleven
   * @param snapshot the cloud's own words
   */
  public ResourceBuilder says(String image, String status, String health, Doc snapshot) {
    doc.put("image", image).put("status", status).put("health", health);
    doc.put("snapshot", snapshot);
    return this;
  }

  /** Its labels, if it has any. */
  public ResourceBuilder labels(Doc labels) {
    doc.putIfPresent("labels", labels.isEmpty() ? null : labels);
    return this;
  }

  /** Its addresses, if it has any; see {@link #address}. */
  public ResourceBuilder addresses(Stream<Doc> addresses) {
    return list("addresses", addresses);
  }

  /** Its ports, if it has any; see {@link #port}. */
  public ResourceBuilder ports(Stream<Doc> ports) {
    return list("ports", ports);
  }

  /** Each once: an engine names a port twice that it publishes on IPv4 and IPv6. */
  private ResourceBuilder list(String key, Stream<Doc> docs) {
    List<Doc> there = docs.filter(Objects::nonNull).distinct().toList();
    doc.putIfPresent(key, there.isEmpty() ? null : Arr.from(there));
    return this;
  }

  /** When it was made, in ISO 8601. Null is not known, nor is Go's zero time, a year 1. */
  public ResourceBuilder created(String created) {
    try {
      Instant moment = created == null ? Instant.MIN : Instant.parse(created);
      doc.putIfPresent("created", moment.isAfter(Instant.EPOCH) ? MOMENT.format(moment) : null);
    } catch (DateTimeException e) {
      // A cloud that writes dates in another way still has a snapshot.
    }
    return this;
  }

  /** The resource. */
  public Doc build() {
    return doc.build();
  }

  /**
   * An address; null if there is none.
   *
   * @param withMask with or without its mask: {@code 10.0.1.3/24}
   * @param network what it belongs to, null if nobody knows
   */
  public static Doc address(String withMask, String network) {
    if (withMask == null || withMask.isEmpty()) {
      return null;
    }
    int slash = withMask.indexOf('/');
    String ip = slash < 0 ? withMask : withMask.substring(0, slash);
    return new DocBuilder().put("ip", ip).putIfPresent("network", network).build();
  }

  /**
   * A port.
   *
   * @param protocol null or empty for tcp
   * @param published where it is to be reached from outside; null or 0 if nowhere
   * @param address on which address, if that is one
   */
  public static Doc port(Object port, String protocol, Object published, String address) {
    boolean open = published instanceof Integer number && number > 0;
    return new DocBuilder()
        .put("port", port)
        .put("protocol", protocol == null || protocol.isEmpty() ? "tcp" : protocol)
        .putIfPresent("published", open ? published : null)
        .putIfPresent("address", open && address != null && !address.isEmpty() ? address : null)
        .build();
  }
}
