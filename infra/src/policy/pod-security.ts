import type { KubernetesObject } from '../rendered/objects.ts';
import { podsOf, type Pod } from '../rendered/pods.ts';
import { podsOfTestRuns } from './operator-pods.ts';

/** Kinds of volumes that show a pod nothing of its node and nothing of the cluster. */
const VOLUMES = new Set(['configMap', 'secret', 'emptyDir', 'persistentVolumeClaim']);

/** What of the pods could do more than its work needs. */
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
    : ['there is not one namespace that enforces restricted pods'];
}

function podProblems({ of, spec }: Pod, objects: readonly KubernetesObject[]): string[] {
  const { securityContext = {}, volumes = [], serviceAccountName, automountServiceAccountToken } = spec;
  const account = objects.find(
    ({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === serviceAccountName,
  );
  const holds: [boolean, string][] = [
    [securityContext.runAsNonRoot === true, 'may run as root'],
    [securityContext.seccompProfile?.type === 'RuntimeDefault', 'may make any system call'],
    [automountServiceAccountToken === false, 'has a token of the cluster'],
    [account?.automountServiceAccountToken === false, 'has no account of its own without a token'],
    [spec.hostNetwork !== true && spec.hostPID !== true && spec.hostIPC !== true, 'sees its node'],
    [spec.enableServiceLinks === false, 'is told of all services by its environment'],
    [volumes.every((one) => Object.keys(one).every((key) => key === 'name' || VOLUMES.has(key))), 'mounts of its node'],
  ];
  return [...failed(of, holds), ...spec.containers.flatMap((one) => failed(`${of}, ${one.name}`, containerHolds(one)))];
}

function containerHolds(container: Pod['spec']['containers'][number]): [boolean, string][] {
  const { securityContext = {}, resources = {}, env = [], envFrom = [] } = container;
  return [
    [securityContext.readOnlyRootFilesystem === true, 'may write its root file system'],
    [securityContext.allowPrivilegeEscalation === false, 'may gain rights'],
    [securityContext.capabilities?.drop?.includes('ALL') === true, 'keeps capabilities'],
    [securityContext.capabilities?.add === undefined, 'is given capabilities'],
    [resources.limits?.['memory'] !== undefined, 'has no limit of memory'],
    [resources.requests?.['memory'] !== undefined && resources.requests['cpu'] !== undefined, 'says not what it needs'],
    [
      [...env, ...envFrom].every((one) => !JSON.stringify(one).includes('"secret')),
      'has a secret in its environment, where everybody sees it who sees the process',
    ],
  ];
}

function failed(of: string, holds: readonly (readonly [boolean, string])[]): string[] {
  return holds.filter(([isHeld]) => !isHeld).map(([, problem]) => `${of} ${problem}`);
}

/** Accounts that several kinds of pods share: what is allowed to one would be allowed to all. */
export function sharedAccounts(objects: readonly KubernetesObject[]): string[] {
  const uses = Map.groupBy(
    podsOf(objects).filter(({ labels }) => labels['app.kubernetes.io/component'] !== 'operation'),
    ({ spec }) => spec.serviceAccountName,
  );
  return [...uses]
    .filter(([, pods]) => pods.length > 1)
    .map(([name, pods]) => `${name} is of ${pods.map(({ of }) => of).join(', ')}`);
}
