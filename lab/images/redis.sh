# shellcheck shell=bash
# The real Redis of Debian 12 (7.0).

fill() {
  unpack redis-server redis-tools
  busybox_root "$1"
  program "$1" redis-server redis-cli
  mkdir -p "$1/data"
}

names() {
  name redis:7 'CMD ["redis-server","--protected-mode","no","--dir","/data"]' 'EXPOSE 6379' 'VOLUME /data' 'WORKDIR /data' \
    'ENV PATH=/usr/bin:/bin'
}
