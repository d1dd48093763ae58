import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { movingImages } from '../src/policy/images.ts';
import { networkProblems } from '../src/policy/network.ts';
import { podSecurity } from '../src/policy/pod-security.ts';
import { missingReferences } from '../src/policy/references.ts';
import { nameOf, ofKind, type KubernetesObject } from '../src/rendered/objects.ts';
import { podsOf } from '../src/rendered/pods.ts';
import { render } from '../src/rendered/render.ts';
import { typeErrors } from '../src/schema/check-types.ts';

const ROOT = join(import.meta.dirname, '../..');
const objects = render('rehearsal-load');

it('applying the manifests starts no test in a rehearsal, and there is none in production', () => {
  const ofLoad = (overlay: string): string[] =>
    podsOf(render(overlay))
      .filter(({ labels }) => labels['app.kubernetes.io/component'] === 'load-test')
      .map(({ of }) => of);
  expect(ofLoad('rehearsal')).toEqual(['CronJob load-test']);
  expect(
    ofKind(render('rehearsal'), 'CronJob').find(({ metadata }) => metadata.name === 'load-test')?.spec.suspend,
  ).toBe(true);
  expect(ofKind(render('rehearsal'), 'TestRun')).toEqual([]);
  expect(ofLoad('production')).toEqual([]);
});

it('runs existing scenarios', () => {
  const settings = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('load-test-'));
  const named = `load-tests/k6/scenarios/${settings?.data?.['SCENARIO']}.ts`;
  const [run] = ofKind(objects, 'TestRun');
  for (const file of [named, run?.spec.script.localFile ?? '']) expect(existsSync(join(ROOT, file))).toBe(true);
});

it('uses one image in both ways', () => {
  const [, ofJob] = /"image":"([^"]*load-tests[^"]*)"/.exec(JSON.stringify(ofKind(objects, 'CronJob'))) ?? [];
  expect(ofKind(objects, 'TestRun').map(({ spec }) => spec.runner.image)).toEqual([ofJob]);
});

it.each<[string, (changed: readonly KubernetesObject[]) => string[], string, string | RegExp, string, RegExp]>([
  ['writes', podSecurity, 'TestRun load-test', '"readOnlyRootFilesystem":true', '"x":true', /runner, k6 may write/],
  [
    'token',
    podSecurity,
    'TestRun load-test',
    'Token":"false"',
    'Token":"true"',
    /runner mounts a Kubernetes API token/,
  ],
  ['tag', movingImages, 'TestRun load-test', ':starter-v1.2.0', ':latest-starter', /latest-starter/],
  ['secret', missingReferences, 'TestRun load-test', '"load-test-tls"', '"x"', /needs the secret x/],
  ['settings', missingReferences, 'TestRun load-test', /"name":"load-test-[a-z0-9]+"/, '"name":"x"', /the ConfigMap x/],
  ['way', networkProblems, 'NetworkPolicy statistics-load-test', '"grpc"', '9', /TestRun load-test, runner → Deploy/],
  ['pages', networkProblems, 'NetworkPolicy gateway-load-test', '"http"', '9', /runner → Deployment gateway/],
  [
    'control',
    networkProblems,
    'NetworkPolicy load-test-starter',
    '6565',
    '9',
    /starter → TestRun load-test, runner :6/,
  ],
  ['field', typeErrors, 'TestRun load-test', '"parallelism"', '"paralelism"', /paralelism/],
])('detects %s', (_, policy, name, from, to, complaint) => {
  const altered = objects.map((object) => (nameOf(object) === name ? alter(object, from, to) : object));
  expect(policy(altered).join('\n')).toMatch(complaint);
});

function alter(object: KubernetesObject, from: string | RegExp, to: string): KubernetesObject {
  const text = JSON.stringify(object);
  const altered = text.replace(from, to);
  if (altered === text) throw new Error(`nothing was altered in ${text}`);
  return JSON.parse(altered) as KubernetesObject;
}
