import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { KubernetesObject, Of } from '../rendered/objects.ts';
import { mapsNamedBy } from '../rendered/pods.ts';
import { containerOf, logOf, play, stateOf, type Container } from './podman.ts';
import type { Secrets } from './secrets.ts';
import { until } from './until.ts';

/** The objects that pods may refer to, and how to adapt a pod to this machine. */
export interface Surroundings {
  readonly objects: readonly KubernetesObject[];
  adapt(spec: IPodSpec): IPodSpec;
}

/**
 * Runs one replica of a Deployment with podman, under the name of its Service.
 * @param name unique name of this replica
 */
export async function playReplica(
  deployment: Of<'Deployment'>,
  name: string,
  surroundings: Surroundings,
): Promise<Container> {
  const { template, ...rest } = deployment.spec;
  const pod = surroundings.adapt(template.spec ?? { containers: [] });
  const metadata = { ...deployment.metadata, name };
  const altered = { ...deployment, metadata, spec: { ...rest, template: { ...template, spec: pod } } };
  await play([...namedBy(pod, surroundings.objects), altered], [deployment.metadata.name]);
  return containerOf(`${name}-pod`, pod);
}

/** Runs a Job with podman and waits until it completes; a Job with retries completes or never ends. */
export async function playJob(
  { metadata, spec }: Pick<Of<'Job'>, 'metadata' | 'spec'>,
  surroundings: Surroundings,
): Promise<Container> {
  const pod = surroundings.adapt(spec.template.spec ?? { containers: [] });
  const altered = { ...spec, template: { ...spec.template, spec: pod } };
  await play([...namedBy(pod, surroundings.objects), { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: altered }]);
  const container = containerOf(`${metadata.name}-pod`, pod);
  const hasEnded = async (): Promise<boolean> => {
    const { isRunning, exitCode } = await stateOf(container);
    return !isRunning && (exitCode === 0 || pod.restartPolicy === 'Never');
  };
  await until(`Completion of ${metadata.name}`, hasEnded, { within: 120_000, why: () => logOf(container) });
  return container;
}

/** Runs a node of a StatefulSet with podman, under the name the set gives it; its disk is removed with it. */
export async function playNode(
  set: Of<'StatefulSet'>,
  ordinal: number,
  surroundings: Surroundings,
): Promise<Container> {
  const { serviceName = '', template, volumeClaimTemplates = [] } = set.spec;
  const disks = volumeClaimTemplates.map(({ metadata }) => ({ name: metadata?.name ?? '', emptyDir: {} }));
  const { containers = [], volumes = [], ...rest } = template.spec ?? {};
  const pod = surroundings.adapt({ ...rest, containers, volumes: [...volumes, ...disks] });
  const name = `${set.metadata.name}-${ordinal}`;
  const altered = { apiVersion: 'v1', kind: 'Pod', metadata: { ...template.metadata, name }, spec: pod };
  await play([...namedBy(pod, surroundings.objects), altered], [serviceName, `${name}.${serviceName}`]);
  return containerOf(name, pod);
}

/** Creates the podman secrets and volumes that pods mount, once for all of them. */
export async function playSecrets(secrets: Secrets): Promise<void> {
  await play(
    [...secrets].map(([name, content]) => {
      const data = Object.entries(content).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
      return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, data: Object.fromEntries(data) as object };
    }),
  );
}

/** The ConfigMaps that a pod refers to; podman expects them next to the pod. */
function namedBy(pod: IPodSpec, objects: readonly KubernetesObject[]): KubernetesObject[] {
  const names = mapsNamedBy(pod);
  return objects.filter(({ kind, metadata }) => kind === 'ConfigMap' && names.includes(metadata.name));
}
