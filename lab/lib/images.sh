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
  PUSHES=()
  names
  local push
  for push in "${PUSHES[@]}"; do wait "$push" || exit 1; done
  # node 1 is to pull them like the others
  local there
  mapfile -t there < <(on 1 image ls --format '{{.Repository}}:{{.Tag}}' "$REGISTRY/*/*" | grep -v '<none>')
  on 1 image rm "${there[@]}" >/dev/null || true
  rm -rf "$WORK"
  say "images of \"$recipe\" are in the registry ($(took))"
}

# name NAME:TAG [CHANGE...]: imports the filled root under this name and pushes it. The first name of a recipe takes
# the layer to the registry, the others follow at the same time.
name() {
  push "$@" &
  PUSHES+=($!)
  ((${#PUSHES[@]} > 1)) || wait $! || exit 1
}

push() {
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

# program ROOT PROGRAM...: copies programs with exactly the shared libraries that they load; from the packages that
# `unpack` put into $WORK/packages, else from this machine.
program() {
  local root=$1 name path folder library libraries
  shift
  libraries=$WORK/packages/usr/lib/$(uname -m)-linux-gnu
  for name; do
    path=''
    for folder in "$WORK"/packages/usr/{bin,sbin}; do [[ ! -x $folder/$name ]] || path=$(readlink -f "$folder/$name"); done
    [[ -n $path ]] || path=$(readlink -f "$(command -v "$name")") || fail "images: neither this machine nor the unpacked packages have $name"
    cp "$path" "$root/usr/bin/$name"
    # ldd fails for a static program, which needs nothing
    { LD_LIBRARY_PATH=$libraries ldd "$path" 2>/dev/null || true; } | { grep -o '/[^ ]*' || true; } | while read -r library; do
      mkdir -p "$root/$(dirname "${library#"$WORK/packages"}")"
      cp -nL "$library" "$root/${library#"$WORK/packages"}"
    done
  done
}

# unpack PACKAGE...: Debian packages, with what they depend on and this machine lacks, unpacked into $WORK/packages.
# Nothing is installed or configured.
unpack() {
  local debs=$WORK/debs folder deb
  command -v apt-get >/dev/null || fail "images: this recipe needs Debian's apt-get"
  mkdir -p "$debs/partial" "$WORK/packages/usr"/{bin,sbin,lib,lib64}
  for folder in bin sbin lib lib64; do ln -sfn "usr/$folder" "$WORK/packages/$folder"; done
  apt-get -q -y -o Dir::Cache::archives="$debs" -o Debug::NoLocking=1 --no-install-recommends --reinstall --download-only \
    install "$@" >"$WORK/apt.log" 2>&1 || { tail -n 5 "$WORK/apt.log" >&2 && fail "images: apt-get could not download: $*"; }
  for deb in "$debs"/*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink -C "$WORK/packages"; done
}
