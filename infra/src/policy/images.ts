import type { KubernetesObject } from '../rendered/objects.ts';
import { podsOf } from '../rendered/pods.ts';
import { podsOfTestRuns } from './operator-pods.ts';

const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;
const EXACT_TAG = /:(?:starter-v)?\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$/;

/** Images that can change under their name: ours without a digest, others without an exact version. */
export function movingImages(objects: readonly KubernetesObject[]): string[] {
  return imagesOf(objects)
    .filter(([, image]) => !(isOurs(image) ? BY_DIGEST.test(image) : BY_DIGEST.test(image) || EXACT_TAG.test(image)))
    .map(([of, image]) => `${of} runs ${image}, which is not pinned`);
}

/** Images whose digest is still a placeholder of zeros. */
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
