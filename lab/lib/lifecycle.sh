# shellcheck shell=bash
# A lab comes up whole, and goes down to nothing from whatever state it is in.

# One command at a time changes a lab. The lock is the lab's own folder, so that nothing stays behind.
lab_lock() {
  mkdir -p "$STATE"
  exec 9<"$STATE"
  flock -n 9 || say "waiting for another command that changes the lab"
  flock -w 180 9 || fail "another command has been changing the lab \"$NAME\" for 3 minutes"
  [[ /proc/$$/fd/9 -ef $STATE ]] || lab_lock # the lab went down while we waited
}

# Whatever exists of this lab, also after an `up` that was killed.
remains() {
  [[ -e $STATE/began ]] && echo "$STATE"
  spaces
  processes
  compgen -G "/sys/fs/cgroup/$CGROUP"
  compgen -G "/sys/fs/cgroup/*/$CGROUP"
  return 0
}

up() {
  local size='' managers=1 i why
  while (($#)); do
    case $1 in
      --managers) managers=${2:?--managers: how many?} && shift 2 ;;
      [0-9]*) size=$1 && shift ;;
      *) fail "up: expected a number of nodes, got \"$1\". Usage: lab up N [--managers M]" ;;
    esac
  done
  is_number "$size" 1 200 || fail "up: expected a number of nodes from 1 to 200. Usage: lab up N [--managers M]"
  is_number "$managers" 1 "$size" || fail "up: --managers: expected a number from 1 to $size, got \"$managers\""
  why=$(obstacle)
  [[ -z $why ]] || fail "$why"
  [[ -z $ENGINE || -x $ENGINE/usr/sbin/dockerd ]] || fail "STORM_LAB_ENGINE: there is no usr/sbin/dockerd in $ENGINE; make it with: lab engine SUITE"
  local longest
  longest=$(node_socket "$size")
  ((${#longest} < 108)) || fail "the path of the engines' sockets is longer than Unix allows (107 bytes): $longest; choose a shorter STORM_LAB"
  lab_lock
  [[ -z $(remains) ]] || fail "lab \"$NAME\" is already there$([[ ! -f $STATE/size ]] || echo " with $(cat "$STATE/size") nodes"); first: lab down"

  trap 'say "up did not succeed; what is there can be looked at below $STATE and is removed by: lab down"' EXIT
  trap 'exit 130' INT TERM HUP
  touch "$STATE/began"
  echo "$size" >"$STATE/size"
  echo "$managers" >"$STATE/managers"
  echo "$ENGINE" >"$STATE/engine"
  mkdir -p "$DOCKER_CONFIG"
  switch_up
  choose_iptables >"$STATE/iptables"
  registry_up
  say "starting $size engines"
  for ((i = 1; i <= size; i++)); do
    mkdir -p "$(node_state "$i")"
    node_link "$i"
    engine_start "$i"
  done
  registry_wait
  for ((i = 1; i <= size; i++)); do engine_wait "$i"; done
  say "engines answer ($(took)); joining the swarm"
  swarm_up "$size" "$managers"
  trap - EXIT
  say "swarm of $size nodes, $managers of them managers, ready after $(took); node 1: $(node_socket 1)"
}

down() {
  (($# == 0)) || fail "down takes no arguments"
  [[ -n $(remains) || -e $STATE ]] || { say "lab \"$NAME\" is not up; nothing to take down" && return; }
  [[ $EUID == 0 ]] || fail "down needs root"
  # again when a command that was killed had left a child at work
  for _ in 1 2 3; do
    lab_lock
    end_processes
    remove_cgroups
    network_down
    remove_state
    [[ -n $(remains) ]] || break
  done
  [[ -z $(remains) ]] || fail "these are still there: $(remains | tr '\n' ' ')"
  rmdir "$ROOT" 2>/dev/null || true
  say "lab \"$NAME\" is down after $(took)"
}

remove_state() {
  local mounted
  # The engines' mounts ended with their mount namespaces; these would be somebody's by hand.
  while mounted=$(awk -v under="$STATE/" 'index($2, under) == 1 { last = $2 } END { print last }' /proc/self/mounts) && [[ -n $mounted ]]; do
    umount -l "$mounted" || fail "cannot unmount $mounted"
  done
  wait_until 10 rm -rf --one-file-system "$STATE" || fail "cannot remove $STATE"
}

kill_node() {
  expect_node "$1"
  lab_lock
  engine_runs "$1" || fail "the engine of $(node_host "$1") is not running"
  end_processes "n$1"
  say "$(node_host "$1") lost its power: engine and containers killed; again: lab start $1"
}

start_node() {
  expect_node "$1"
  lab_lock
  ! engine_runs "$1" || fail "the engine of $(node_host "$1") is already running"
  engine_start "$1"
  engine_wait "$1"
  say "the engine of $(node_host "$1") answers after $(took)"
}

cut_node() {
  expect_node "$1"
  cut_link "$1"
  say "$(node_host "$1") is cut off; again: lab heal $1"
}

heal_node() {
  expect_node "$1"
  heal_link "$1"
  say "$(node_host "$1") is connected"
}

# forward PORT I [TO]: until interrupted (or until the lab goes down), 127.0.0.1:PORT of the host is port TO of node I.
forward() {
  local port=${1:-} i=${2:-} to=${3:-2375} group=$PROCESS_TREE/$CGROUP/forward
  if ! is_number "$port" 1 65535 || ! is_number "$to" 1 65535; then
    fail "forward: expected port numbers. Usage: lab forward PORT I [TO], for example: lab forward 8080 1 80"
  fi
  expect_node "$i"
  mkdir -p "$group"
  echo $$ >"$group/cgroup.procs"
  say "127.0.0.1:$port is $(node_address "$i"):$to"
  exec socat "TCP-LISTEN:$port,bind=127.0.0.1,reuseaddr,fork" \
    "EXEC:nsenter --net=/run/netns/$SWITCH socat - TCP\:$(node_address "$i")\:$to"
}

status() {
  local i
  [[ -f $STATE/size ]] || { echo "lab \"$NAME\" is not up" && return 1; }
  printf '%-10s %-15s %-8s %-5s %s\n' NODE ADDRESS ENGINE LINK SOCKET
  for i in $(nodes); do
    printf '%-10s %-15s %-8s %-5s %s\n' "$(node_host "$i")" "$(node_address "$i")" \
      "$(engine_runs "$i" && { engine_answers "$i" >/dev/null && echo running || echo silent; } || echo killed)" \
      "$(link_is_up "$i" && echo up || echo cut)" "$(node_socket "$i")"
  done
  echo
  for i in $(seq "$(cat "$STATE/managers")"); do
    timeout 10 env -u DOCKER_CONTEXT docker -H "unix://$(node_socket "$i")" node ls 2>/dev/null && return
  done
  echo "no manager answers"
}

# inside I COMMAND...: with node I's network, host name and mounts (its own /run/docker.sock) while its engine runs,
# with its network alone when it does not; I may be "switch", from where every node is reachable.
inside() {
  local i=$1 pid
  shift
  (($#)) || fail "in: which command? For example: lab in 1 ip address"
  [[ $i != switch ]] || exec nsenter --net="/run/netns/$SWITCH" "$@"
  expect_node "$i"
  pid=$(processes "n$i/engine" | while read -r p; do [[ $(cat "/proc/$p/comm" 2>/dev/null) != dockerd ]] || { echo "$p" && break; }; done)
  if [[ -n $pid ]]; then
    exec nsenter --target "$pid" --net --uts --mount --wd="$PWD" "$@"
  fi
  exec nsenter --net="/run/netns/$(node_space "$i")" "$@"
}
