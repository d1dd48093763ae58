#!/usr/bin/env bash
# Runs the command hromada in the cluster, as its operator, and ends with its exit code.
#
#   infra/kubernetes/hromada.sh dead-letters list
#
# NAMESPACE          where the system is; by default safe-community
set -euo pipefail

namespace=${NAMESPACE:-safe-community}
job=hromada-$(date +%Y%m%d-%H%M%S)-$RANDOM
args=$(node -p 'JSON.stringify(["src/main.ts", ...process.argv.slice(1)])' -- "$@")
patch='[{"op":"replace","path":"/spec/template/spec/containers/0/args","value":'$args'},{"op":"replace","path":"/spec/backoffLimit","value":0}]'

kubectl() { command kubectl --namespace "$namespace" "$@"; }

kubectl create job "$job" --from=cronjob/hromada --dry-run=client --output yaml |
  kubectl patch --local --filename - --type json --patch "$patch" --output yaml |
  kubectl create --filename - >/dev/null
trap 'kubectl delete job "$job" --wait=false >/dev/null' EXIT
kubectl logs --follow --pod-running-timeout=2m "job/$job"
code=''
while [ -z "$code" ]; do
  code=$(kubectl get pod --selector "job-name=$job" \
    --output jsonpath='{.items[0].status.containerStatuses[0].state.terminated.exitCode}')
  [ -n "$code" ] || sleep 1
done
exit "$code"
