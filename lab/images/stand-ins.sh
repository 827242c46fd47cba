# shellcheck shell=bash
# Stand-ins: one small root (busybox and a web server) under many well-known names. They carry the names, and listen
# on the port, of the real images; they are not the real software.

fill() {
  busybox_root "$1"
  mkdir -p "$1/www"
  cp "$HERE/images/stand-ins.start" "$1/start"
  chmod +x "$1/start"
}

names() {
  stand_in nginx:latest 80
  stand_in nginx:1.27 80
  stand_in busybox:latest 80
  stand_in wordpress:latest 80
  stand_in perfectstorm/messaging:latest 80
  stand_in andreacorbellini/messaging:latest 80
  stand_in redis:3.2.12 6379
  stand_in redis:4.0.14 6379
  stand_in redis:latest 6379
  stand_in mysql:5.7 3306
  stand_in postgres:16 5432
  # the one with a health check of its own: healthy while it answers and /tmp/sick does not exist
  stand_in perfectstorm/checked:latest 80 \
    'HEALTHCHECK --interval=1s --timeout=2s --retries=2 CMD test ! -e /tmp/sick && wget -q -O /dev/null http://127.0.0.1/'
}

stand_in() {
  name "$1" 'ENTRYPOINT ["/start"]' "ENV PORT=$2" "ENV IMAGE=$1" "EXPOSE $2" 'ENV PATH=/usr/bin:/bin' "${@:3}"
}
