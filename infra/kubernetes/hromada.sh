#!/usr/bin/env bash
# Runs the command hromada in the cluster as its operator, and exits with its exit code.
#
#   infra/kubernetes/hromada.sh dead-letters list
#
# NAMESPACE          namespace of the system; by default safe-community
# START_WITHIN       start timeout in seconds; by default 120
set -euo pipefail

namespace=${NAMESPACE:-safe-community}
start_within=${START_WITHIN:-120}
job=hromada-$(date +%Y%m%d-%H%M%S)-$RANDOM
args=$(node -p 'JSON.stringify(["src/main.ts", ...process.argv.slice(1)])' -- "$@")
patch='[{"op":"replace","path":"/spec/template/spec/containers/0/args","value":'$args'},{"op":"replace","path":"/spec/backoffLimit","value":0}]'

kubectl() { command kubectl --namespace "$namespace" "$@"; }

kubectl create job "$job" --from=cronjob/hromada --dry-run=client --output yaml |
  kubectl patch --local --filename - --type json --patch "$patch" --output yaml |
  kubectl create --filename - >/dev/null
trap 'kubectl delete job "$job" --wait=false >/dev/null' EXIT

# Prints one field of the state of the container; empty while there is none.
state() {
  kubectl get pod --selector "job-name=$job" --output "jsonpath={.items[*].status.containerStatuses[*].state.$1}"
}

# kubectl neither waits for a container to start nor has a log before that.
until [ -n "$(state running.startedAt)$(state terminated.exitCode)" ]; do
  if [ "$SECONDS" -ge "$start_within" ]; then
    kubectl describe pod --selector "job-name=$job" >&2
    echo "The pod did not start within $start_within s; the reason is at the end of the output above." >&2
    exit 1
  fi
  sleep 1
done
kubectl logs --follow "job/$job"
code=''
while [ -z "$code" ]; do
  code=$(state terminated.exitCode)
  [ -n "$code" ] || sleep 1
done
exit "$code"
