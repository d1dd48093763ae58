import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { appOf } from './images.ts';

/** What only this machine knows. */
export interface Laptop {
  /** The images built here, by app. */
  readonly images: Readonly<Record<string, string>>;
  /** Where this machine is reached from within a pod: PostgreSQL runs on it, and not as a pod. */
  readonly hostAddress: string;
}

/** Under which name the manifests have the database. */
const DATABASE = 'postgres-rw';

/** Of a cluster, and unknown to podman. */
const FIELDS_OF_A_CLUSTER = new Set(['spec.nodeName', 'metadata.namespace']);

/**
 * A pod as podman can run it on one machine. This is all that differs from what a cluster would run:
 * - images are those built here;
 * - the name of the database leads to this machine;
 * - secrets are of the group root, since podman knows no `fsGroup`: the process belongs to that group besides;
 * - node and namespace have a name that says so;
 * - probes over HTTP are asked by the test: podman would have the container ask itself, by a shell and curl.
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

/** Those that podman passes over. */
function ofGrpc<Probe extends { grpc?: object } | undefined>(probes: Readonly<Record<string, Probe>>) {
  return Object.fromEntries(Object.entries(probes).filter(([, probe]) => probe?.grpc !== undefined));
}

function imageOf(image: string, images: Readonly<Record<string, string>>): string {
  const found = images[appOf(image)];
  if (found === undefined) throw new Error(`No image of this machine stands for ${image}`);
  return found;
}
