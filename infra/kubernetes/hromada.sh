#!/usr/bin/env bash
# Runs the command hromada in the cluster, as its operator, and ends with its exit code.
#
#   infra/kubernetes/hromada.sh dead-letters list
#
# NAMESPACE          where the system is; by default safe-community
# START_WITHIN       how many seconds it may take to start; by default 120
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

# One field of the state of its container; empty while there is none.
state() {
  kubectl get pod --selector "job-name=$job" --output "jsonpath={.items[*].status.containerStatuses[*].state.$1}"
}

# kubectl has no log of a container that has not started, and does not wait for it.
until [ -n "$(state running.startedAt)$(state terminated.exitCode)" ]; do
  if [ "$SECONDS" -ge "$start_within" ]; then
    kubectl describe pod --selector "job-name=$job" >&2
    echo "It has not started within $start_within s; why is said above, at the end." >&2
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
