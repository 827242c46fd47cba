# shellcheck shell=bash
# One swarm of all the engines: node 1 begins it, further managers join one after the other, workers all at once.

swarm_up() {
  local size=$1 managers=$2 i token address
  address=$(node_address 1)
  swarm_step 1 swarm init --advertise-addr "$address"
  token=$(on 1 swarm join-token -q manager)
  for ((i = 2; i <= managers; i++)); do
    swarm_step "$i" swarm join --token "$token" --advertise-addr "$(node_address "$i")" "$address:2377"
  done
  token=$(on 1 swarm join-token -q worker)
  local joins=()
  for ((i = managers + 1; i <= size; i++)); do
    swarm_step "$i" swarm join --token "$token" --advertise-addr "$(node_address "$i")" "$address:2377" &
    joins+=($!)
  done
  for i in "${joins[@]}"; do wait "$i" || exit 1; done
  wait_until 30 swarm_is_ready "$size" || fail "after 30 s not all nodes are ready: $(on 1 node ls --format '{{.Hostname}} {{.Status}}' | tr '\n' ',')"
}

swarm_step() {
  local i=$1 answer
  answer=$(timeout 60 env -u DOCKER_CONTEXT docker -H "unix://$(node_socket "$i")" "${@:2}" 2>&1) && return
  engine_log "$i"
  fail "$(node_host "$i"): docker ${*:2:2}: ${answer:-no answer in 60 s}"
}

swarm_is_ready() { [[ $(on 1 node ls --format '{{.Status}}' | grep -c Ready) == "$1" ]]; }
