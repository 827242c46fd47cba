# shellcheck shell=bash
# One Docker Engine a node, in the node's network namespace, with a host name, /etc, /run and /var/lib of its own.

# engine_start I: starts node I's engine, with the data that it has; does not wait.
engine_start() {
  local i=$1 state iptables tool
  state=$(node_state "$i")
  iptables=$(cat "${STATE:?}/iptables")
  rm -rf "$state/run" "$state/etc-work" # as after a reboot: no stale pid file
  mkdir -p "$state"/{run/sbin,lib/docker,docker,etc,etc-work}
  for tool in {iptables,ip6tables}{,-save,-restore}; do ln -s "$iptables" "$state/run/sbin/$tool"; done
  printf 'nameserver %s\noptions timeout:1 attempts:1\n' "$SWITCH_ADDRESS" >"$state/etc/resolv.conf"
  engine_options "$i" >"$state/docker/daemon.json"
  mkdir -p "$PROCESS_TREE/$CGROUP/n$i"
  # nsenter and not `ip netns exec`, which would hide the cgroups
  within "n$i/engine" nsenter --net="/run/netns/$(node_space "$i")" unshare --uts --mount --propagation private \
    env -i HOME=/root PATH=/run/sbin:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin \
    bash "$HERE/lib/node.sh" "$(node_host "$i")" "$state" "$(cat "$STATE/engine")" >>"$state/log" 2>&1 &
  echo $! >"$state/pid" # becomes the engine itself
  disown
}

# Everything stays on the lab's own network: the only registry is the switch's, the only name server refuses at once.
engine_options() {
  cat <<J
{
  "hosts": ["unix:///run/docker.sock", "tcp://$(node_address "$1"):2375"],
  "registry-mirrors": ["http://$REGISTRY"],
  "insecure-registries": ["$REGISTRY"],
  "dns": ["$SWITCH_ADDRESS"],
  "storage-driver": "overlay2",
  "cgroup-parent": "/$CGROUP/n$1/containers",
  "exec-opts": ["native.cgroupdriver=cgroupfs"],
  "shutdown-timeout": 3,
  "log-level": "warn"
}
J
}

engine_answers() { curl -sf -m 5 --unix-socket "$(node_socket "$1")" http://engine/_ping; }
engine_runs() { [[ -n $(processes "n$1/engine") ]]; }
engine_ended() { ! kill -0 "$(cat "$(node_state "$1")/pid")"; }
engine_answers_or_ended() { engine_answers "$1" || engine_ended "$1"; }

# engine_wait I: until node I's engine answers, at most a minute; an engine that ended is an error at once.
engine_wait() {
  wait_until 60 engine_answers_or_ended "$1" && engine_answers "$1" >/dev/null && return
  engine_log "$1"
  ! engine_ended "$1" 2>/dev/null || fail "the engine of $(node_host "$1") ended while starting (its log: $(node_state "$1")/log)"
  fail "the engine of $(node_host "$1") does not answer after 60 s (its log: $(node_state "$1")/log)"
}

# engine_log I: the last lines of node I's log, on stderr.
engine_log() {
  say "last lines of the engine of $(node_host "$1"):"
  # less what a kernel without IPVS makes it say over and over
  grep -v 'net\.ipv4\.vs\.' "$(node_state "$1")/log" 2>/dev/null | tail -n 8 | cut -c 1-300 | sed 's/^/    /' >&2
}

# on I ARGS...: the docker CLI against node I.
on() {
  local i=$1
  shift
  env -u DOCKER_CONTEXT -u DOCKER_TLS_VERIFY docker -H "unix://$(node_socket "$i")" "$@"
}
