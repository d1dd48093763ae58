import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { nameOf, ofKind, type KubernetesObject, type Labels } from './objects.ts';

/** The pods that our objects create. */
export interface Pod {
  /** The object that creates them, such as `Deployment statistics`. */
  readonly of: string;
  readonly labels: Labels;
  readonly spec: IPodSpec;
}

/** Every kind of pod that an overlay creates itself; without the pods of operators. */
export function podsOf(objects: readonly KubernetesObject[]): Pod[] {
  const templates: [KubernetesObject, IPodTemplateSpec][] = [
    ...ofKind(objects, 'Deployment').map((one) => [one, one.spec.template] as [KubernetesObject, IPodTemplateSpec]),
    ...ofKind(objects, 'StatefulSet').map((one) => [one, one.spec.template] as [KubernetesObject, IPodTemplateSpec]),
    ...ofKind(objects, 'Job').map((one) => [one, one.spec.template] as [KubernetesObject, IPodTemplateSpec]),
    ...ofKind(objects, 'CronJob').map(
      (one) => [one, one.spec.jobTemplate.spec?.template] as [KubernetesObject, IPodTemplateSpec],
    ),
  ];
  return templates.map(([object, { metadata, spec }]) => {
    if (spec === undefined) throw new Error(`${nameOf(object)} has a template without a pod`);
    return { of: nameOf(object), labels: metadata?.labels ?? {}, spec };
  });
}

/** Whether it is one of the four services. */
export function isService({ labels }: Pick<Pod, 'labels'>): boolean {
  return labels['app.kubernetes.io/component'] === 'service';
}

/** Whether it serves browsers: the gateway. */
export function isWeb({ labels }: Pick<Pod, 'labels'>): boolean {
  return labels['app.kubernetes.io/component'] === 'web';
}

/** The number of a named port; undefined if the pod does not have it. */
export function portOf(spec: IPodSpec, port: number | string): number | undefined {
  const ports = spec.containers.flatMap((container) => container.ports ?? []);
  return ports.find(({ name, containerPort }) => name === port || containerPort === port)?.containerPort;
}

/** Secrets that a pod mounts. */
export function secretsNamedBy({ volumes = [] }: IPodSpec): string[] {
  return volumes.flatMap(({ secret }) => secret?.secretName ?? []);
}

/** ConfigMaps that a pod mounts or reads variables from. */
export function mapsNamedBy({ volumes = [], containers }: IPodSpec): string[] {
  const mounted = volumes.flatMap(({ configMap }) => configMap?.name ?? []);
  const taken = containers.flatMap(({ envFrom = [] }) =>
    envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []),
  );
  return [...new Set([...mounted, ...taken])];
}

/** The environment of a container, including variables from ConfigMaps. */
export function environmentOf(container: IContainer, objects: readonly KubernetesObject[]): Record<string, string> {
  const maps = (container.envFrom ?? []).map(({ configMapRef }) =>
    objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMapRef?.name),
  );
  const own = (container.env ?? []).flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]));
  return Object.assign({}, ...maps.map((map) => map?.data), Object.fromEntries(own)) as Record<string, string>;
}
