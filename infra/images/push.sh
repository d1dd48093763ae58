#!/usr/bin/env bash
# Pushes the images of a version to a registry and prints their digests in the format of
# infra/kubernetes/overlays/production/images/kustomization.yaml.
#
#   infra/images/push.sh registry.example.gov.ua/safe-community >infra/kubernetes/overlays/production/images/kustomization.yaml
#
# Log in first: buildah login registry.example.gov.ua
# TRANSPORT          another transport than a registry; oci: writes to an existing folder
# VERSION            tag of the images; by default the version in package.json
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

to=${1:?to which registry and folder: registry.example.gov.ua/safe-community}
version=${VERSION:-$(node -p 'require("./package.json").version')}
transport=${TRANSPORT:-docker://}
digest=$(mktemp)
trap 'rm -f "$digest"' EXIT

cat <<'HEAD'
# Pins the images by digest, because a tag can change. Written by infra/images/push.sh for each release.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
HEAD
for app in camera-rollout cli gateway incident-intake officer-registry statistics; do
  buildah push --quiet --digestfile "$digest" "localhost/safe-community/$app:$version" "$transport$to/$app:$version" >&2
  printf '  - name: safe-community/%s\n    newName: %s/%s\n    digest: %s\n' "$app" "$to" "$app" "$(cat "$digest")"
done
