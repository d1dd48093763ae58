import type { KubernetesObject } from '../rendered/objects.ts';
import { podsOf } from '../rendered/pods.ts';
import { podsOfTestRuns } from './operator-pods.ts';

const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;
const EXACT_TAG = /:(?:starter-v)?\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$/;

/** Images that could be another one tomorrow: of ours those not by digest, of others those without an exact version. */
export function movingImages(objects: readonly KubernetesObject[]): string[] {
  return imagesOf(objects)
    .filter(([, image]) => !(isOurs(image) ? BY_DIGEST.test(image) : BY_DIGEST.test(image) || EXACT_TAG.test(image)))
    .map(([of, image]) => `${of} runs ${image}, which may be another one tomorrow`);
}

/** Images whose digest is still to be filled in: all zeros, by which no image can be pulled. */
export function unfilledImages(objects: readonly KubernetesObject[]): string[] {
  return imagesOf(objects)
    .filter(([, image]) => /@sha256:0+$/.test(image))
    .map(([, image]) => image);
}

function imagesOf(objects: readonly KubernetesObject[]): [string, string][] {
  const ofPods = [...podsOf(objects), ...podsOfTestRuns(objects)].flatMap(({ of, spec }) =>
    [...spec.containers, ...(spec.initContainers ?? [])].map(({ image = '' }) => [of, image] as [string, string]),
  );
  const ofDatabases = objects
    .filter(({ kind }) => kind === 'Cluster')
    .map(
      ({ metadata, spec }) =>
        [`Cluster ${metadata.name}`, (spec as { imageName?: string }).imageName ?? ''] as [string, string],
    );
  return [...ofPods, ...ofDatabases];
}

function isOurs(image: string): boolean {
  return /(^|\/)safe-community\//.test(image);
}
