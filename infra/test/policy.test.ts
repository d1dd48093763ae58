import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { availability } from '../src/policy/availability.ts';
import { movingImages } from '../src/policy/images.ts';
import { networkProblems, shutWays } from '../src/policy/network.ts';
import { publicWebProblems } from '../src/policy/public-web.ts';
import { podSecurity, sharedAccounts } from '../src/policy/pod-security.ts';
import { missingReferences, neededWays } from '../src/policy/references.ts';
import { danglingPointers } from '../src/policy/selectors.ts';
import { brokerProblems, databaseProblems } from '../src/policy/stores.ts';
import type { KubernetesObject } from '../src/rendered/objects.ts';
import { KUBERNETES, OVERLAYS, render } from '../src/rendered/render.ts';

type Policy = (objects: readonly KubernetesObject[]) => string[];

const ways: Policy = (objects) => shutWays(objects, neededWays(objects));

describe.each(OVERLAYS)('the overlay %s', (overlay) => {
  const made = overlay === 'dev' ? madeByHand() : [];

  it.each<[string, Policy]>([
    ['gives each pod minimal rights', podSecurity],
    ['gives each kind of pod its own account', sharedAccounts],
    ['has no dangling references', danglingPointers],
    ['names only existing objects', (objects) => missingReferences(objects, made)],
    ['blocks all connections that are not opened at both ends', networkProblems],
    ['opens every connection that a pod is configured for', ways],
    ['stores acknowledged messages durably', brokerProblems],
    ['leads from the internet to the pages, and nowhere else', publicWebProblems],
  ])('%s', (_, policy) => {
    expect(policy(render(overlay))).toEqual([]);
  });
});

describe.each(OVERLAYS.filter((overlay) => overlay !== 'dev'))('the overlay %s, for a whole country', (overlay) => {
  it.each<[string, Policy]>([
    ['runs pinned images', movingImages],
    ['stays available during disruptions', availability],
    ['stores committed data durably', databaseProblems],
  ])('%s', (_, policy) => {
    expect(policy(render(overlay))).toEqual([]);
  });
});

function madeByHand(): string[] {
  const script = join(KUBERNETES, 'overlays/dev/make-secrets.sh');
  return execFileSync(script, ['--list'], { encoding: 'utf8' }).trim().split('\n');
}
