# shellcheck shell=bash
# Docker's real command line, this machine's: what `service exec` starts on a node.

fill() {
  busybox_root "$1"
  program "$1" docker
}

names() {
  name docker:28-cli 'CMD ["sh"]' 'ENV PATH=/usr/bin:/bin'
}
