#!/usr/bin/env bash
# Builds the two base images of Containerfile from Debian packages and npm: for machines without access to an image
# registry, and for images with known contents. Needs buildah, mmdebstrap (Debian), and npm; run as root.
#
#   infra/images/make-bases.sh            both
#     infra/images/make-bases.sh run        runtime base: libc, libgcc, libstdc++, an unprivileged user
#     infra/images/make-bases.sh build      build base: Debian, Node, npm
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

suite=trixie
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
npm_version=$(node -p 'require("./package.json").packageManager.split("@")[1]')
machine=$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
node_version=$(node -p "require('./package.json').optionalDependencies['node-linux-$machine']")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# image <folder> <name> [variables]
image_of() {
  local container variable
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$1" / >/dev/null
  buildah config --env PATH=/usr/local/bin:/usr/bin:/bin "$container"
  for variable in "${@:3}"; do buildah config --env "$variable" "$container"; done
  buildah commit --quiet --rm "$container" "$2" >/dev/null
  echo "$2"
}

# Packages are only unpacked: there is no shell for maintainer scripts. Their names stay where scanners look.
make_run() {
  local root=$work/run deb name
  mkdir -p "$work/debs" "$root"/{etc,tmp,home/nonroot,var/lib/dpkg/status.d,usr/lib,usr/lib64}
  ln -s usr/lib "$root/lib"
  ln -s usr/lib64 "$root/lib64"
  (cd "$work/debs" && apt-get download --quiet=2 libc6 libgcc-s1 libstdc++6 gcc-14-base)
  for deb in "$work"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink -C "$root"
    name=$(dpkg-deb --field "$deb" Package)
    dpkg-deb --field "$deb" >"$root/var/lib/dpkg/status.d/$name"
  done
  # Unused character set tables and manuals.
  rm -rf "$root"/usr/lib/*/gconv "$root"/usr/share/{lintian,man,locale,gdb}
  # Lets the loader find libraries without its cache.
  echo "/usr/lib/$(uname -m)-linux-gnu" >"$root/etc/ld.so.conf"
  echo 'root:x:0:0:root:/:/nonexistent
nonroot:x:65532:65532:nonroot:/home/nonroot:/nonexistent' >"$root/etc/passwd"
  echo 'root:x:0:
nonroot:x:65532:' >"$root/etc/group"
  echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
  chmod 1777 "$root/tmp"
  chown 65532:65532 "$root/home/nonroot"
  image_of "$root" localhost/safe-community/base-run
}

make_build() {
  local root=$work/build
  mmdebstrap --quiet --variant=minbase --include=ca-certificates "$suite" "$root" "$mirror"
  # If this machine trusts its own certificate authority (mirror, proxy), package installation needs it too.
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  (cd "$work" && npm pack --silent "node-linux-$machine@$node_version" "npm@$npm_version" >/dev/null)
  mkdir -p "$root/usr/local/lib/node_modules/npm"
  tar -xzf "$work/node-linux-$machine-$node_version.tgz" -C "$root/usr/local/bin" --strip-components=2 package/bin/node
  tar -xzf "$work/npm-$npm_version.tgz" -C "$root/usr/local/lib/node_modules/npm" --strip-components=1
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
  image_of "$root" localhost/safe-community/base-build NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
}

case ${1:-both} in
  run) make_run ;;
  build) make_build ;;
  both) make_run && make_build ;;
  *) echo "Unknown argument $1. Use run, build, or both." >&2 && exit 2 ;;
esac
