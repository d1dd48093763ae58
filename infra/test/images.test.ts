import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const INFRA = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(INFRA, file), 'utf8');

/** The apps of production, whose digests the operator fills in. */
const pinned = (
  parse(read('kubernetes/overlays/production/images/kustomization.yaml')) as { images: { name: string }[] }
).images.map(({ name }) => name.replace('safe-community/', ''));

it('every image of production is built and pushed, and no other', () => {
  const [, built = ''] = /apps=\(([a-z -]+)\)/.exec(read('images/build.sh')) ?? [];
  const [, pushed = ''] = /for app in ([a-z -]+);/.exec(read('images/push.sh')) ?? [];
  expect(built.split(' ').toSorted()).toEqual(pinned.toSorted());
  expect(pushed.split(' ').toSorted()).toEqual(pinned.toSorted());
});
