import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from './objects.ts';
import { runTool } from './tools.ts';

export const KUBERNETES = join(import.meta.dirname, '../../kubernetes');

/** Names of all overlays. */
export const OVERLAYS = readdirSync(join(KUBERNETES, 'overlays')).toSorted();

const rendered = new Map<string, readonly KubernetesObject[]>();

/** The objects of an overlay, as `kubectl apply -k` would send them. */
export function render(overlay: string): readonly KubernetesObject[] {
  const known = rendered.get(overlay);
  if (known !== undefined) return known;
  const text = runTool('kustomize', ['build', join(KUBERNETES, 'overlays', overlay)]);
  const objects = parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject);
  rendered.set(overlay, objects);
  return objects;
}
