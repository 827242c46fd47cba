# stormctl: docker run --rm --network host perfectstorm/stormctl status. Made ready by ./storm images.
FROM scratch
ADD root.tar /
USER 28482:28482
ENV LC_CTYPE=C.UTF-8 HOME=/tmp
WORKDIR /tmp
ENTRYPOINT ["/opt/java/bin/java", "@/opt/perfect-storm/stormctl.args"]
