# shellcheck shell=bash
# The network: a bridge in a namespace of its own, one namespace a node, a veth pair from each node to the bridge.
# Nothing is attached to the host and no node has a default route: whatever is outside fails at once.

# `ip netns` makes /run/netns when it is needed. Whoever leaves it empty removes it; the lock is for labs side by side.
network_lock() {
  exec 8</run
  flock -w 30 8 || fail "/run stays locked by another lab command"
}
network_unlock() { exec 8<&-; }

spaces() {
  local space
  for space in /run/netns/"$NAME"-*; do
    space=${space##*/}
    [[ $space =~ ^$NAME-(switch|[0-9]+)$ ]] && echo "$space"
  done
  return 0
}

switch_up() {
  network_lock
  ip netns add "$SWITCH"
  network_unlock
  ip -n "$SWITCH" link set lo up
  ip -n "$SWITCH" link add bridge type bridge
  ip -n "$SWITCH" address add "$SWITCH_ADDRESS/24" dev bridge
  ip -n "$SWITCH" link set bridge up
}

# node_link I: node I's namespace and its cable to the switch.
node_link() {
  local space
  space=$(node_space "$1")
  network_lock
  ip netns add "$space"
  network_unlock
  ip -n "$SWITCH" link add "node$1" type veth peer name eth0 netns "$space"
  ip -n "$SWITCH" link set "node$1" master bridge up
  ip -n "$space" address add "$(node_address "$1")/24" dev eth0
  ip -n "$space" link set eth0 up
  ip -n "$space" link set lo up
}

cut_link() { ip -n "$SWITCH" link set "node$1" down; }
heal_link() { ip -n "$SWITCH" link set "node$1" up; }
link_is_up() { [[ -n $(ip -n "$SWITCH" -o link show "node$1" up 2>/dev/null) ]]; }

network_down() {
  local space
  for space in $(spaces); do
    ip netns pids "$space" | xargs -r kill -9 2>/dev/null || true
    ip netns delete "$space" || fail "cannot remove the network namespace $space"
  done
  network_lock
  if [[ -d /run/netns && -z $(ls -A /run/netns) ]]; then
    ! mountpoint -q /run/netns || umount /run/netns || true
    rmdir /run/netns 2>/dev/null || true
  fi
  network_unlock
}

# The iptables that works in this kernel for a new namespace: the engines get it in their PATH, the host's
# alternatives stay as they are.
choose_iptables() {
  local flavour
  for flavour in legacy nft; do
    if nsenter --net="/run/netns/$SWITCH" "/usr/sbin/xtables-$flavour-multi" iptables -w 5 -t nat -L -n >/dev/null 2>&1; then
      echo "/usr/sbin/xtables-$flavour-multi"
      return
    fi
  done
  fail "neither iptables-legacy nor iptables-nft works in a network namespace here"
}
