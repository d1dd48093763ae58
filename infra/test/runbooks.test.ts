import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { KubernetesObject } from '../src/rendered/objects.ts';
import { render } from '../src/rendered/render.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = ['infra/README.md', ...readdirSync(join(ROOT, 'docs/runbooks')).map((file) => `docs/runbooks/${file}`)];

/** As kubectl accepts them, and as runbooks name them. */
const KINDS: Readonly<Record<string, string>> = {
  cluster: 'Cluster',
  configmap: 'ConfigMap',
  cronjob: 'CronJob',
  deployment: 'Deployment',
  hpa: 'HorizontalPodAutoscaler',
  job: 'Job',
  objectstore: 'ObjectStore',
  secretstore: 'SecretStore',
  statefulset: 'StatefulSet',
};

it.each(PAGES)('%s names objects that exist in production', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const objects = text.includes('safe-community-rehearsal') ? render('rehearsal') : render('production');
  const made = [...text.matchAll(/kubectl .*?create job ([a-z0-9-]+)/g)].map(([, name]) => `Job ${name}`);
  const missing = namedIn(text).filter((name) => !made.includes(name) && !objects.some((one) => isNamed(one, name)));
  expect(missing).toEqual([]);
});

it.each(PAGES)('%s names files that exist', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const paths = [...text.matchAll(/\b(infra\/[\w./-]*\w)/g)].map(([, path]) => path ?? '');
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it('finds the names in a runbook', () => {
  expect(namedIn('kubectl rollout status deployment/statistics')).toEqual(['Deployment statistics']);
  expect(namedIn('`kubectl patch hpa statistics` of the Cluster `postgres`')).toEqual([
    'HorizontalPodAutoscaler statistics',
    'Cluster postgres',
  ]);
  expect(PAGES.flatMap((page) => namedIn(readFileSync(join(ROOT, page), 'utf8'))).length).toBeGreaterThan(30);
});

/** `Deployment statistics`: by the words of kubectl, and by the names of kinds in texts. */
function namedIn(text: string): string[] {
  const commands = [...text.matchAll(/kubectl [^`\n]+/g)].map(([command]) => command).join('\n');
  const words = new RegExp(`(?<![\\w-])(${Object.keys(KINDS).join('|')})[/ ]([a-z][a-z0-9-]+)`, 'g');
  const kinds = new RegExp(`\\b(${Object.values(KINDS).join('|')}) \`([a-z][a-z0-9-]+)\``, 'g');
  return [...commands.matchAll(words), ...text.matchAll(kinds)].map(
    ([, kind = '', name]) => `${KINDS[kind.toLowerCase()] ?? kind} ${name}`,
  );
}

/** Names of ConfigMaps end with a hash of their content. */
function isNamed({ kind, metadata }: KubernetesObject, name: string): boolean {
  const own = `${kind} ${metadata.name}`;
  return own === name || (kind === 'ConfigMap' && own.startsWith(`${name}-`));
}
