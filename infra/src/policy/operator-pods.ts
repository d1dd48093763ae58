import { nameOf, ofKind, type KubernetesObject } from '../rendered/objects.ts';
import type { Pod } from '../rendered/pods.ts';
import type { ITestRunPod } from '../schema/test-run.ts';

/** Ports of CloudNativePG instances: PostgreSQL, and the instance manager used by the operator and the replicas. */
const OF_INSTANCE = [
  { name: 'postgresql', containerPort: 5432 },
  { name: 'status', containerPort: 8000 },
];

/** The port of k6's API, which starts a run. */
const OF_RUNNER = [{ name: 'control', containerPort: 6565 }];

/** Pods that operators create from our objects, as far as policies need them. */
export function podsOfOperators(objects: readonly KubernetesObject[]): Pod[] {
  const instances = ofKind(objects, 'Cluster').map((cluster) => ({
    of: nameOf(cluster),
    labels: { 'cnpg.io/cluster': cluster.metadata.name, ...cluster.spec.inheritedMetadata?.labels },
    spec: { containers: [{ name: 'postgres', ports: OF_INSTANCE }] },
  }));
  return [...instances, ...podsOfTestRuns(objects)];
}

/** A runner, and the starter. The initializer is like a runner and connects to nothing. */
export function podsOfTestRuns(objects: readonly KubernetesObject[]): Pod[] {
  return ofKind(objects, 'TestRun').flatMap((run) => [
    podOfK6(`${nameOf(run)}, runner`, run.spec.runner, OF_RUNNER),
    podOfK6(`${nameOf(run)}, starter`, run.spec.starter, []),
  ]);
}

/** As k6-operator creates it. `enableServiceLinks` cannot be configured. */
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

/** Host names of the instances, with their port. */
export function addressesOfOperators(objects: readonly KubernetesObject[]): string[] {
  return ofKind(objects, 'Cluster').flatMap(({ metadata }) =>
    ['rw', 'ro', 'r'].map((kind) => `${metadata.name}-${kind}:5432`),
  );
}
