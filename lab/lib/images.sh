# shellcheck shell=bash
# Images without Docker Hub: a recipe fills a root folder from the machine's own packages, the engine of node 1
# imports it under each of the recipe's names and pushes it to the lab's registry, from where every node gets it.
#
# A recipe is images/NAME.sh and defines two functions:
#   fill ROOT       puts the files of the image into the empty folder ROOT
#   names           calls `name NAME:TAG [CHANGE...]` for each name; a change is a line of a Dockerfile (docker import -c)

images() {
  local recipe
  (($#)) || set -- stand-ins
  if [[ $1 == --list ]]; then
    for recipe in "$HERE"/images/*.sh; do
      (
        # shellcheck source=/dev/null
        source "$recipe"
        # shellcheck disable=SC2317 # called by names
        name() { printf ' %s' "$1"; }
        printf '%s:%s\n' "$(basename "$recipe" .sh)" "$(names)"
      )
    done
    return
  fi
  for recipe; do [[ -f $HERE/images/$recipe.sh ]] || fail "images: no recipe \"$recipe\"; there are: $(cd "$HERE/images" && echo *.sh | sed 's/\.sh//g')"; done
  expect_node 1
  for recipe; do (build "$recipe"); done
}

build() {
  local recipe=$1
  WORK=$STATE/images/$recipe
  rm -rf "$WORK"
  mkdir -p "$WORK/root"
  # shellcheck source=/dev/null
  source "$HERE/images/$recipe.sh"
  fill "$WORK/root"
  tar --numeric-owner --owner=0 --group=0 --sort=name -C "$WORK/root" -cf "$WORK/root.tar" .
  names
  rm -rf "$WORK"
  say "images of \"$recipe\" are in the registry ($(took))"
}

# name NAME:TAG [CHANGE...]: imports the filled root under this name and pushes it.
name() {
  local image=$1 pushed=$REGISTRY/$1 change changes=()
  shift
  for change; do changes+=(--change "$change"); done
  [[ $image == */* ]] || pushed=$REGISTRY/library/$image
  on 1 import "${changes[@]}" "$WORK/root.tar" "$pushed" >/dev/null || fail "images: node 1 could not import $image"
  on 1 push -q "$pushed" >/dev/null || fail "images: could not push $image to the lab's registry"
  say "  $image"
}

# busybox_root ROOT: a root folder with busybox as its shell and tools.
busybox_root() {
  local root=$1 folder tool
  mkdir -p "$root"/{etc,tmp,proc,sys,dev,run,root,usr,var/{lib,log}}
  for folder in bin sbin lib lib64; do
    mkdir "$root/usr/$folder"
    ln -s "usr/$folder" "$root/$folder"
  done
  chmod 1777 "$root/tmp"
  program "$root" busybox
  for tool in $(busybox --list); do
    [[ $tool == busybox ]] || ln -sf busybox "$root/usr/bin/$tool"
  done
  echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:' >"$root/etc/group"
  echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
}

# program ROOT PROGRAM...: copies programs of this machine with exactly the shared libraries that they load.
program() {
  local root=$1 name path
  shift
  for name; do
    path=$(readlink -f "$(command -v "$name")") || fail "images: this machine has no $name"
    cp "$path" "$root/usr/bin/$name"
    # a static program has none; name resolution needs libresolv beside glibc
    { ldd "$path" 2>/dev/null || true; } | grep -o '/[^ ]*' | while read -r library; do
      mkdir -p "$root/$(dirname "$library")"
      cp -nL "$library" "$root/$library"
    done
  done
}
