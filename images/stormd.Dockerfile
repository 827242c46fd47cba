# stormd on port 28482, its store in the volume /data. Made ready by ./storm images.
FROM scratch
ADD root.tar /
USER 28482:28482
ENV STORM_DATA=/data STORM_BIND=0.0.0.0 LC_CTYPE=C.UTF-8
VOLUME /data
EXPOSE 28482
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["/opt/java/bin/java", "@/opt/perfect-storm/stormd.args", "health"]
ENTRYPOINT ["/opt/java/bin/java", "@/opt/perfect-storm/stormd.args"]
