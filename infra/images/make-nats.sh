#!/usr/bin/env bash
# Builds an image from the nats-server of this machine ($NATS_SERVER_BIN or Debian's) for the test that runs the
# manifests on a machine without an image registry. Production uses the image that its manifest names.
#
#   infra/images/make-nats.sh localhost/safe-community/nats:local
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

image=${1:?the name of the image}
server=${NATS_SERVER_BIN:-$(PATH=$PATH:/usr/sbin command -v nats-server)} ||
  { echo 'nats-server is missing: apt-get install --no-install-recommends nats-server' >&2 && exit 1; }
base=${BASE:-localhost/safe-community/base-run}
buildah inspect "$base" >/dev/null 2>&1 || infra/images/make-bases.sh run
container=$(buildah from "$base")
buildah copy --quiet --chmod 0755 "$container" "$server" /nats-server >/dev/null
buildah config --user 65532:65532 --entrypoint '["/nats-server"]' "$container"
buildah commit --quiet --rm "$container" "$image" >/dev/null
echo "$image"
