# storm-docker, with the engine's socket mounted at /var/run/docker.sock. It looks for stormd on its own machine, or where STORMD_HOST says.
# Made ready by ./storm images. The socket belongs to root; with --user 28482 and the socket's group it needs no root.
FROM scratch
ADD root.tar /
ENV PATH=/usr/bin LC_CTYPE=C.UTF-8 HOME=/tmp STORMD_HOST=gateway:28482 STORM_PULSE=/tmp/pulse
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["/opt/java/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "/opt/perfect-storm/lib/*", "org.perfectstorm.agent.Pulse"]
ENTRYPOINT ["/opt/java/bin/java", "@/opt/perfect-storm/storm-docker.args"]
