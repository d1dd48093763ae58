import type { KubernetesObject } from '../rendered/objects.ts';
import { podsOf, type Pod } from '../rendered/pods.ts';
import { podsOfTestRuns } from './operator-pods.ts';

/** Volume types that expose neither the node nor the cluster. */
const VOLUMES = new Set(['configMap', 'secret', 'emptyDir', 'persistentVolumeClaim']);

/** Pods that have more rights than they need. */
export function podSecurity(objects: readonly KubernetesObject[]): string[] {
  const pods = [...podsOf(objects), ...podsOfTestRuns(objects)];
  return [...namespaceProblems(objects), ...pods.flatMap((pod) => podProblems(pod, objects))];
}

function namespaceProblems(objects: readonly KubernetesObject[]): string[] {
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  const shut = namespaces.filter(
    ({ metadata }) => metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted',
  );
  return shut.length === 1 && namespaces.length === 1
    ? []
    : ['not exactly one namespace enforces the restricted pod standard'];
}

function podProblems({ of, spec }: Pod, objects: readonly KubernetesObject[]): string[] {
  const { securityContext = {}, volumes = [], serviceAccountName, automountServiceAccountToken } = spec;
  const account = objects.find(
    ({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === serviceAccountName,
  );
  const holds: [boolean, string][] = [
    [securityContext.runAsNonRoot === true, 'may run as root'],
    [securityContext.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile'],
    [automountServiceAccountToken === false, 'mounts a Kubernetes API token'],
    [account?.automountServiceAccountToken === false, 'has no account of its own whose token is not mounted'],
    [spec.hostNetwork !== true && spec.hostPID !== true && spec.hostIPC !== true, 'shares a namespace of its node'],
    [spec.enableServiceLinks === false, 'has all services in its environment'],
    [
      volumes.every((one) => Object.keys(one).every((key) => key === 'name' || VOLUMES.has(key))),
      'mounts a volume of its node',
    ],
  ];
  return [...failed(of, holds), ...spec.containers.flatMap((one) => failed(`${of}, ${one.name}`, containerHolds(one)))];
}

function containerHolds(container: Pod['spec']['containers'][number]): [boolean, string][] {
  const { securityContext = {}, resources = {}, env = [], envFrom = [] } = container;
  return [
    [securityContext.readOnlyRootFilesystem === true, 'may write its root file system'],
    [securityContext.allowPrivilegeEscalation === false, 'allows privilege escalation'],
    [securityContext.capabilities?.drop?.includes('ALL') === true, 'keeps capabilities'],
    [securityContext.capabilities?.add === undefined, 'adds capabilities'],
    [resources.limits?.['memory'] !== undefined, 'has no memory limit'],
    [
      resources.requests?.['memory'] !== undefined && resources.requests['cpu'] !== undefined,
      'has no resource requests',
    ],
    [
      [...env, ...envFrom].every((one) => !JSON.stringify(one).includes('"secret')),
      'has a secret in its environment, which is readable by anyone who can see the process',
    ],
  ];
}

function failed(of: string, holds: readonly (readonly [boolean, string])[]): string[] {
  return holds.filter(([isHeld]) => !isHeld).map(([, problem]) => `${of} ${problem}`);
}

/** Service accounts used by several kinds of pods: rights for one would apply to all. */
export function sharedAccounts(objects: readonly KubernetesObject[]): string[] {
  const uses = Map.groupBy(
    podsOf(objects).filter(({ labels }) => labels['app.kubernetes.io/component'] !== 'operation'),
    ({ spec }) => spec.serviceAccountName,
  );
  return [...uses]
    .filter(([, pods]) => pods.length > 1)
    .map(([name, pods]) => `${name} is of ${pods.map(({ of }) => of).join(', ')}`);
}
