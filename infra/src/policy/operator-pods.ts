import { nameOf, ofKind, type KubernetesObject } from '../rendered/objects.ts';
import type { Pod } from '../rendered/pods.ts';

/** Ports of CloudNativePG's instances: of PostgreSQL, and of the manager that the operator and its copies ask. */
const OF_INSTANCE = [
  { name: 'postgresql', containerPort: 5432 },
  { name: 'status', containerPort: 8000 },
];

/** Pods that operators make of our objects, as far as policies have to know them. */
export function podsOfOperators(objects: readonly KubernetesObject[]): Pod[] {
  return ofKind(objects, 'Cluster').map((cluster) => ({
    of: nameOf(cluster),
    labels: { 'cnpg.io/cluster': cluster.metadata.name, ...cluster.spec.inheritedMetadata?.labels },
    spec: { containers: [{ name: 'postgres', ports: OF_INSTANCE }] },
  }));
}

/** Names under which the operator makes the instances be found, with their port. */
export function addressesOfOperators(objects: readonly KubernetesObject[]): string[] {
  return ofKind(objects, 'Cluster').flatMap(({ metadata }) =>
    ['rw', 'ro', 'r'].map((kind) => `${metadata.name}-${kind}:5432`),
  );
}
