import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { appOf } from './images.ts';

/** Values specific to this machine. */
export interface Laptop {
  /** Names of the local images, by app. */
  readonly images: Readonly<Record<string, string>>;
  /** Address of this machine as seen from a pod: PostgreSQL runs on the machine, not in a pod. */
  readonly hostAddress: string;
}

/** Host name of the database in the manifests. */
const DATABASE = 'postgres-rw';

/** Kinds that podman does not support. */
const FIELDS_OF_A_CLUSTER = new Set(['spec.nodeName', 'metadata.namespace']);

/**
 * Adapts a pod so that podman can run it on one machine. These are all differences from a cluster:
 * - images are the local ones;
 * - the host name of the database resolves to this machine;
 * - secrets belong to the group root, because podman has no `fsGroup`; the process joins that group;
 * - node and namespace have fixed names;
 * - the test runs HTTP probes, because podman would run them in the container, with a shell and curl.
 */
export function forLaptop(spec: IPodSpec, { images, hostAddress }: Laptop): IPodSpec {
  return {
    ...spec,
    hostAliases: [{ ip: hostAddress, hostnames: [DATABASE] }],
    securityContext: { ...spec.securityContext, supplementalGroups: [0] },
    containers: spec.containers.map(({ startupProbe, readinessProbe, livenessProbe, ...container }) => ({
      ...container,
      ...ofGrpc({ startupProbe, readinessProbe, livenessProbe }),
      image: imageOf(container.image ?? '', images),
      env: (container.env ?? []).map((one) =>
        FIELDS_OF_A_CLUSTER.has(one.valueFrom?.fieldRef?.fieldPath ?? '') ? { name: one.name, value: 'laptop' } : one,
      ),
    })),
  };
}

/** Volumes that podman ignores. */
function ofGrpc<Probe extends { grpc?: object } | undefined>(probes: Readonly<Record<string, Probe>>) {
  return Object.fromEntries(Object.entries(probes).filter(([, probe]) => probe?.grpc !== undefined));
}

function imageOf(image: string, images: Readonly<Record<string, string>>): string {
  const found = images[appOf(image)];
  if (found === undefined) throw new Error(`No local image replaces ${image}`);
  return found;
}
