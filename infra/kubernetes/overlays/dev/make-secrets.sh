#!/usr/bin/env bash
# Creates the missing secrets of a development cluster: random passwords and keys. In production, External Secrets
# creates them.
#
#     infra/kubernetes/overlays/dev/make-secrets.sh           in the namespace safe-community-dev
#     infra/kubernetes/overlays/dev/make-secrets.sh --list    only prints their names
set -euo pipefail

namespace=${NAMESPACE:-safe-community-dev}
services=(camera-rollout incident-intake officer-registry statistics)
sealing=(camera-rollout incident-intake officer-registry)

if [ "${1:-}" = --list ]; then
  for service in "${services[@]}"; do
    printf '%s\n' "$service"-{database,database-owner,database-reader,audit-key}
  done
  printf '%s-keys\n' "${sealing[@]}"
  echo gateway-form-secret
  exit
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# create <name> [arguments]. An existing secret stays: existing data depends on it.
secret() {
  kubectl --namespace "$namespace" get secret "$1" >/dev/null 2>&1 ||
    kubectl --namespace "$namespace" create secret generic "$@"
}

# Creates the secret $1: the password of role $2 for the database $3.
password_of() {
  local password
  password=$(openssl rand -hex 24)
  secret "$1" --type kubernetes.io/basic-auth --from-literal=username="$2" --from-literal=password="$password" \
    --from-literal=url="postgresql://$2:$password@postgres-rw:5432/$3?sslmode=verify-full&sslrootcert=/etc/safe-community/tls/ca.crt"
}

kubectl get namespace "$namespace" >/dev/null 2>&1 || kubectl create namespace "$namespace"
for service in "${services[@]}"; do
  database=${service//-/_}
  password_of "$service-database-owner" "$database" "$database"
  password_of "$service-database" "${database}_service" "$database"
  password_of "$service-database-reader" "${database}_reader" "$database"
  openssl genpkey -algorithm ed25519 -out "$work/audit.pem" 2>/dev/null
  secret "$service-audit-key" --from-file=audit.pem="$work/audit.pem"
done
for service in "${sealing[@]}"; do
  mkdir -p "$work/$service"
  openssl rand -base64 32 | tr -d '\n' >"$work/$service/dev-1.key"
  openssl rand -base64 32 | tr -d '\n' >"$work/$service/digest.key"
  printf dev-1 >"$work/$service/active"
  secret "$service-keys" --from-file="$work/$service"
done
openssl rand -base64 32 | tr -d '\n' >"$work/secret"
secret gateway-form-secret --from-file=secret="$work/secret"
