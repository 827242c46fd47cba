#!/usr/bin/env bash
# test.sh: the lab's own test, about a minute. Needs what `lab check` asks for; uses a lab of its own beside any other.
set -euo pipefail
HERE=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
STORM_LAB=$(mktemp -d /tmp/lab-test.XXXXXX)
export STORM_LAB STORM_LAB_NAME=lab-test-$$ STORM_LAB_NET=10.78.0

lab() { "$HERE/lab" "$@"; }
service() { lab docker 1 service "$@" >/dev/null; }

ok() { printf 'ok   %3d s  %s\n' "$SECONDS" "$*"; }
not_ok() {
  printf 'FAIL %3d s  %s\n' "$SECONDS" "$*"
  exit 1
}
# expect WHAT COMMAND...
expect() {
  local what=$1
  shift
  "$@" >/dev/null 2>"$STORM_LAB.errors" || { cat "$STORM_LAB.errors" && not_ok "$what"; }
  ok "$what"
}
# refuse WHAT ERROR COMMAND...: the command fails and says ERROR.
refuse() {
  local what=$1 error=$2
  shift 2
  if "$@" >/dev/null 2>"$STORM_LAB.errors"; then not_ok "$what: was not refused"; fi
  grep -q -e "$error" "$STORM_LAB.errors" || { cat "$STORM_LAB.errors" && not_ok "$what: expected the error \"$error\""; }
  ok "$what"
}
# within WHAT SECONDS COMMAND...
within() {
  local what=$1 deadline=$((SECONDS + $2)) began=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || not_ok "$what: not within $((deadline - began)) s"
    sleep 0.3
  done
  ok "$what (after $((SECONDS - began)) s)"
}

node_is() { [[ $(lab docker 1 node ls -f "name=swarm-$1" --format '{{.Status}}') == "$2" ]]; }
running() { [[ $(lab docker 1 service ps -f desired-state=running --format '{{.CurrentState}}' "$1" | grep -c ^Running) == "$2" ]]; }
# contained I: how many processes run in containers on node I
contained() { cat /sys/fs/cgroup/{,pids/}*"$STORM_LAB_NAME/n$1"/containers/*/cgroup.procs 2>/dev/null | wc -l; }
get() { lab in switch curl -sSf -m 5 "$1"; }
answers() { [[ $(get "$1") == *"$2"* ]]; }

# What a lab could have changed on the host, and does not.
host() {
  ip -o link | cut -d: -f2
  grep -v /run/netns /proc/self/mounts
  ls -d /etc/docker/* /var/lib/docker /var/run/docker.sock /opt/containerd 2>/dev/null || true
  cat /proc/sys/net/ipv4/ip_forward
}

# Everything that could be left of a lab, whatever happened to it.
left_behind() {
  find /run/netns -name "$STORM_LAB_NAME-*" 2>/dev/null
  find /sys/fs/cgroup -type d -name "*$STORM_LAB_NAME*"
  grep -l -s "$STORM_LAB_NAME" /proc/[0-9]*/cgroup
  grep -l -s "$STORM_LAB" /proc/[0-9]*/mountinfo # also of mount namespaces that live on
  ls -d "$STORM_LAB" 2>/dev/null
  return 0
}
nothing_is_left() {
  local left
  for _ in {1..20}; do
    left=$(left_behind)
    [[ -n $left ]] || return 0
    sleep 0.1
  done
  echo "$left" >&2
  return 1
}

lab check || { echo "the lab cannot run here" && exit 1; }
trap 'lab down 2>/dev/null; rm -rf "$STORM_LAB" "$STORM_LAB".errors "$STORM_LAB".before' EXIT
host >"$STORM_LAB.before"

refuse "a command before up" "not up" lab docker 1 node ls
refuse "no number of nodes" "number of nodes" lab up many
refuse "more managers than nodes" "from 1 to 2" lab up 2 --managers 3

expect "up 3" lab up 3
expect "what will be looked for afterwards is seen now" test 4 -le "$(left_behind | wc -l)"
expect "three nodes are ready" test 3 = "$(lab docker 1 node ls --format '{{.Status}}' | grep -c Ready)"
refuse "up again" "already there" lab up 3
refuse "a node that is not there" "from 1 to 3" lab address 4
expect "the socket answers on the host" curl -sf --unix-socket "$(lab socket 3)" http://engine/_ping
expect "the address answers in the lab's network" get "http://$(lab address 2):2375/_ping"
expect "inside a node its own engine" test swarm-3 = "$(lab in 3 curl -sf --unix-socket /var/run/docker.sock http://engine/info | jq -r .Name)"
expect "engines have identities of their own" test 3 = "$(for i in 1 2 3; do lab docker "$i" info -f '{{.ID}}'; done | sort -u | wc -l)"
refuse "no way out" "curl:" lab in 2 curl -sS -m 5 http://192.0.2.1/

expect "images" lab images
lab docker 1 network create -d overlay storm >/dev/null
service create -q -d --name frontend --mode global --network storm --endpoint-mode dnsrr --publish mode=host,target=80,published=8080 perfectstorm/messaging
service create -q -d --name checked --network storm --endpoint-mode dnsrr --constraint node.hostname!=swarm-3 perfectstorm/checked
service create -q -d --name nowhere --restart-condition none nosuch/image 2>/dev/null
within "a global service on three nodes" 30 running frontend 3
within "a published port answers" 10 answers http://10.78.0.2:8080/ image=perfectstorm/messaging
within "a health check of the image" 20 running checked 1
within "an image that is nowhere is rejected" 20 eval 'lab docker 1 service ps --format "{{.CurrentState}}" nowhere | grep -q ^Rejected'
container=$(lab docker 1 ps -q -f name='^frontend\.')
within "a name of the overlay network" 20 lab docker 1 exec "$container" wget -q -O /dev/null http://checked/
BEGAN=$SECONDS
lab docker 1 stop "$container" >/dev/null
expect "containers stop at once" test $((SECONDS - BEGAN)) -le 3

PORT=$((20000 + RANDOM % 20000))
lab forward $PORT 2 8080 2>/dev/null &
within "a port forwarded to the host" 10 curl -sf -m 5 http://127.0.0.1:$PORT/

expect "cut 3" lab cut 3
within "the cut node is down" 40 node_is 3 Down
refuse "a cut node is out of reach" "curl:" get http://10.78.0.3:2375/_ping
expect "heal 3" lab heal 3
within "the healed node is ready" 20 node_is 3 Ready

expect "containers run on 2" test 1 -le "$(contained 2)"
expect "kill 2" lab kill 2
expect "its containers ended with it" test 0 = "$(contained 2)"
refuse "kill 2 again" "not running" lab kill 2
within "the killed node is down" 40 node_is 2 Down
expect "start 2" lab start 2
within "the started node is ready" 20 node_is 2 Ready
within "its services are back" 30 running frontend 3
within "and answer" 10 answers http://10.78.0.2:8080/ image=perfectstorm/messaging
expect "status" lab status
expect "mem" lab mem

expect "down" lab down
expect "nothing is left" nothing_is_left
expect "down again" lab down
for seconds in 0.4 1 2.2; do
  (timeout --signal KILL "$seconds" "$HERE/lab" up 3 || true) >/dev/null 2>&1
  expect "down after an up that was killed after $seconds s" lab down
  expect "nothing is left" nothing_is_left
done
expect "the host is as it was" diff "$STORM_LAB.before" <(host)
echo "all good after $SECONDS s"
