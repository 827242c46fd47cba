# shellcheck shell=bash
# The registry in the switch's namespace: the mirror from which every engine gets `nginx:latest` and the like.

registry_up() {
  mkdir -p "$STATE/registry"
  cat >"$STATE/registry.yml" <<Y
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: $STATE/registry}
  delete: {enabled: true}
  cache: {blobdescriptor: inmemory}
http: {addr: "$REGISTRY", secret: perfect-storm-lab}
Y
  within registry nsenter --net="/run/netns/$SWITCH" docker-registry serve "$STATE/registry.yml" >>"$STATE/registry.log" 2>&1 &
  disown
}

registry_answers() { nsenter --net="/run/netns/$SWITCH" curl -sf -m 5 "http://$REGISTRY/v2/"; }

registry_wait() {
  wait_until 30 registry_answers && return
  tail -n 8 "$STATE/registry.log" | sed 's/^/    /' >&2
  fail "the registry does not answer after 30 s (its log: $STATE/registry.log)"
}
