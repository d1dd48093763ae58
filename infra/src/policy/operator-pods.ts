import { nameOf, ofKind, type KubernetesObject } from '../rendered/objects.ts';
import type { Pod } from '../rendered/pods.ts';
import type { ITestRunPod } from '../schema/test-run.ts';

/** Ports of CloudNativePG's instances: of PostgreSQL, and of the manager that the operator and its copies ask. */
const OF_INSTANCE = [
  { name: 'postgresql', containerPort: 5432 },
  { name: 'status', containerPort: 8000 },
];

/** Where k6 is told to begin. */
const OF_RUNNER = [{ name: 'control', containerPort: 6565 }];

/** Pods that operators make of our objects, as far as policies have to know them. */
export function podsOfOperators(objects: readonly KubernetesObject[]): Pod[] {
  const instances = ofKind(objects, 'Cluster').map((cluster) => ({
    of: nameOf(cluster),
    labels: { 'cnpg.io/cluster': cluster.metadata.name, ...cluster.spec.inheritedMetadata?.labels },
    spec: { containers: [{ name: 'postgres', ports: OF_INSTANCE }] },
  }));
  return [...instances, ...podsOfTestRuns(objects)];
}

/** One of those that send, and the one that has them begin. The initializer is made as the former, and asks nobody. */
export function podsOfTestRuns(objects: readonly KubernetesObject[]): Pod[] {
  return ofKind(objects, 'TestRun').flatMap((run) => [
    podOfK6(`${nameOf(run)}, runner`, run.spec.runner, OF_RUNNER),
    podOfK6(`${nameOf(run)}, starter`, run.spec.starter, []),
  ]);
}

/** As k6-operator makes it. Whether the pod is told of all services by its environment it lets nobody say. */
function podOfK6(of: string, pod: ITestRunPod, ports: { name: string; containerPort: number }[]): Pod {
  const { metadata, serviceAccountName, automountServiceAccountToken, securityContext, volumes = [] } = pod;
  const { image, env = [], envFrom = [], containerSecurityContext = {}, resources, volumeMounts = [] } = pod;
  const container = { name: 'k6', image, env, envFrom, ports, resources, volumeMounts };
  return {
    of,
    labels: metadata.labels,
    spec: {
      serviceAccountName,
      automountServiceAccountToken: automountServiceAccountToken !== 'false',
      enableServiceLinks: false,
      securityContext,
      volumes,
      containers: [{ ...container, securityContext: containerSecurityContext }],
    },
  };
}

/** Names under which the operator makes the instances be found, with their port. */
export function addressesOfOperators(objects: readonly KubernetesObject[]): string[] {
  return ofKind(objects, 'Cluster').flatMap(({ metadata }) =>
    ['rw', 'ro', 'r'].map((kind) => `${metadata.name}-${kind}:5432`),
  );
}
