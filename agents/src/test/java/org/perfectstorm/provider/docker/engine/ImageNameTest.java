package org.perfectstorm.provider.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
  @ParameterizedTest
  @CsvSource({
    "nginx, nginx:latest",
    "nginx:1.27, nginx:1.27",
    "library/nginx, nginx:latest",
    "docker.io/library/nginx:1, nginx:1",
    "index.docker.io/library/nginx:1, nginx:1",
    "docker.io/team/app, team/app:latest",
    "library/redis:3.2@sha256:0a1b, redis:3.2@sha256:0a1b",
    "nginx@sha256:0a1b, nginx:latest@sha256:0a1b",
    "nginx:latest@sha256:0a1b, nginx:latest@sha256:0a1b",
    "perfectstorm/messaging, perfectstorm/messaging:latest",
    "registry:5000/app, registry:5000/app:latest",
    "registry:5000/team/app:1, registry:5000/team/app:1",
    "registry:5000/library/app, registry:5000/library/app:latest",
    "10.77.0.254:5000/a/b/c/d:v1.0-rc_2@sha256:ff, 10.77.0.254:5000/a/b/c/d:v1.0-rc_2@sha256:ff",
    "ghcr.io/org/team/app, ghcr.io/org/team/app:latest",
    "localhost/app:x, localhost/app:x",
    "[::1]:5000/app, [::1]:5000/app:latest",
    "library, library:latest",
    "docker.io/, docker.io/:latest",
  })
  void canonical(String reference, String image) {
    assertThat(ImageName.canonical(reference)).isEqualTo(image);
  }
}
