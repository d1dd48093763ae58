#!/usr/bin/env bash
# Builds images with buildah and tags them localhost/safe-community/<app>:<version>.
#
#   infra/images/build.sh                       the four services, the gateway and the command hromada
#   infra/images/build.sh statistics            one
#   K6=docker.io/grafana/k6:1.7.1 infra/images/build.sh load-tests
#
# BASE, BUILD_BASE   base images; by default those of make-bases.sh, which are built when missing
# K6                 base image of the load tests
# VERSION            tag; by default the version in package.json
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export BUILDAH_ISOLATION=${BUILDAH_ISOLATION:-oci} BUILDAH_RUNTIME=${BUILDAH_RUNTIME:-runc}
version=${VERSION:-$(node -p 'require("./package.json").version')}
base=${BASE:-localhost/safe-community/base-run}
build_base=${BUILD_BASE:-localhost/safe-community/base-build}
apps=("$@")
[ $# -gt 0 ] || apps=(officer-registry incident-intake camera-rollout statistics gateway cli)

[ "$base" != localhost/safe-community/base-run ] || buildah inspect "$base" >/dev/null 2>&1 || infra/images/make-bases.sh run
[ "$build_base" != localhost/safe-community/base-build ] || buildah inspect "$build_base" >/dev/null 2>&1 ||
  infra/images/make-bases.sh build

# Containers inherit the limits of this process: they fail if they have to raise one.
limits=(--ulimit "nofile=$(ulimit -Hn):$(ulimit -Hn)" --ulimit "nproc=$(ulimit -Hu):$(ulimit -Hu)")

# build <app> <Containerfile> [arguments]
build() {
  # Host network: the build reaches the npm registry the way this machine does (proxy, mirror).
  # --timestamp makes builds reproducible.
  buildah build --quiet --layers --network host "${limits[@]}" --timestamp 0 \
    --ignorefile infra/.containerignore --file "$2" \
    --build-arg BUILD_BASE="$build_base" --build-arg VERSION="$version" "${@:3}" \
    --tag "localhost/safe-community/$1:$version" . >/dev/null
  echo "localhost/safe-community/$1:$version"
}

for app in "${apps[@]}"; do
  if [ "$app" = load-tests ]; then
    build load-tests infra/Containerfile.load-tests --build-arg K6="${K6:?set K6 to a base image, such as docker.io/grafana/k6:1.7.1}"
  elif [ -f "apps/$app/package.json" ]; then
    stage=service
    [ "$app" != cli ] || stage=command
    build "$app" infra/Containerfile --target "$stage" --build-arg BASE="$base" --build-arg APP="$app"
  else
    echo "apps/$app does not exist." >&2 && exit 2
  fi
done
