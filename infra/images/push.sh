#!/usr/bin/env bash
# Pushes the images of a version to a registry, and prints them by their digests, as
# infra/kubernetes/overlays/production/images/kustomization.yaml wants them.
#
#   infra/images/push.sh registry.example.gov.ua/safe-community >infra/kubernetes/overlays/production/images/kustomization.yaml
#
# The registry is logged in to before: buildah login registry.example.gov.ua
# TRANSPORT          where else than to a registry: oci: puts them into a folder that is there
# VERSION            of the images; by default that of package.json
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

to=${1:?to which registry and folder: registry.example.gov.ua/safe-community}
version=${VERSION:-$(node -p 'require("./package.json").version')}
transport=${TRANSPORT:-docker://}
digest=$(mktemp)
trap 'rm -f "$digest"' EXIT

cat <<'HEAD'
# Which images run, by digest: what a tag names may change, a digest may not. Written by infra/images/push.sh, for each
# release.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
HEAD
for app in camera-rollout cli incident-intake officer-registry statistics; do
  buildah push --quiet --digestfile "$digest" "localhost/safe-community/$app:$version" "$transport$to/$app:$version" >&2
  printf '  - name: safe-community/%s\n    newName: %s/%s\n    digest: %s\n' "$app" "$to" "$app" "$(cat "$digest")"
done
