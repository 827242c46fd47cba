# shellcheck shell=bash
# Podman beside a node's engine: the service that speaks Docker's API, from Debian's packages, which are unpacked and
# not installed. Its containers end with the lab if they are run with --cgroup-parent "$(podman_group I)".

podman_state() { echo "$(node_state "$1")/podman"; }
podman_socket() { echo "$(podman_state "$1")/run/podman.sock"; }
podman_group() { echo "/$CGROUP/n$1/podman"; }
podman_answers() { curl -sf -m 5 --unix-socket "$(podman_socket "$1")" http://engine/_ping; }

# podman I: starts it unless it runs; prints its socket and the cgroup for its containers.
podman() {
  local i=$1 state iptables tool
  state=$(podman_state "$i")
  lab_lock
  if ! podman_answers "$i" >/dev/null; then
    WORK=$STATE/podman
    if [[ ! -x $WORK/packages/usr/bin/podman ]]; then
      mkdir -p "$WORK"
      unpack podman netavark
    fi
    mkdir -p "$state"/{etc/containers,etc-work,lib,run/sbin,run/netns,run/lock}
    iptables=$(cat "${STATE:?}/iptables")
    for tool in {iptables,ip6tables}{,-save,-restore}; do ln -sf "$iptables" "$state/run/sbin/$tool"; done
    podman_settings "$state/etc/containers"
    within "n$i/podman" nsenter --net="/run/netns/$(node_space "$i")" unshare --mount --uts --propagation private \
      env -i HOME=/root PATH=/run/sbin:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin \
      bash "$HERE/lib/podman-node.sh" "$(node_host "$i")" "$state" "$WORK/packages" >>"$state/log" 2>&1 &
    disown
    wait_until 60 podman_answers "$i" || { tail -n 5 "$state/log" >&2 && fail "Podman does not answer after 60 s (its log: $state/log)"; }
  fi
  podman_socket "$i"
  podman_group "$i"
}

# What it needs here: crun wants cgroups of one version only, and nobody may raise limits; images are the lab's.
podman_settings() {
  cat >"$1/containers.conf" <<C
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[network]
network_backend = "netavark"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
C
  cat >"$1/registries.conf" <<C
unqualified-search-registries = ["docker.io"]
[[registry]]
location = "docker.io"
[[registry.mirror]]
location = "$REGISTRY"
insecure = true
C
}
