import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { moduleGraphs } from '../check-layers.ts';

const ROOT = join(import.meta.dirname, '../..');
const CODE_BLOCK = /^```\n(?<code>.*?)\n```$/gms;

const graphs = [...moduleGraphs(ROOT)];

test('the services and the gateway consist of modules', () => {
  expect(graphs.map(([service]) => service)).toEqual([
    'apps/camera-rollout',
    'apps/gateway',
    'apps/incident-intake',
    'apps/officer-registry',
    'apps/statistics',
  ]);
});

test.each(graphs)('the README of %s shows which of its modules uses which', (service, lines) => {
  const [first = ''] = lines;
  const readme = readFileSync(join(ROOT, service, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(CODE_BLOCK)].map(({ groups }) => groups?.['code']?.split('\n') ?? []);
  const shown = blocks.find(([line]) => line?.split(' ')[0] === first.split(' ')[0]);
  // Run: npm run layers -- --graph
  expect(shown).toEqual(lines);
});
