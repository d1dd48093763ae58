import { expect, it } from 'vitest';
import { isNeededByBundle, isNeededToRun } from '../../image/needed-to-run.ts';

it.each(['', 'src', 'src/main.ts', 'package.json', 'data/hromadas.tsv', 'policy.json', 'LICENSE', 'license.md'])(
  'copies %j',
  (path) => {
    expect(isNeededToRun(path, true)).toBe(true);
  },
);

it.each(['test', 'test/main.unit.test.ts', 'tsconfig.json', '.types/src/main.d.ts', 'scripts/write.ts', 'README.md'])(
  'leaves out %j of our packages',
  (path) => {
    expect(isNeededToRun(path, true)).toBe(false);
  },
);

it.each([
  ['test/index.js', true],
  ['build/scripts/run.js', true],
  ['build/index.d.ts', false],
  ['build/index.d.mts', false],
  ['build/index.js.map', false],
  ['node_modules/inner/index.js', false],
])('of third-party packages, %j is needed: %j', (path, isNeeded) => {
  expect(isNeededToRun(path, false)).toBe(isNeeded);
});

it.each([
  ['package.json', true],
  ['src/main.ts', false],
  ['data/hromadas.tsv', true],
  ['policy.json', true],
  ['src/gen/descriptors.binpb', true],
  ['test/sample.json', false],
])('beside a bundle, %j of our packages is needed: %j', (path, isNeeded) => {
  expect(isNeededByBundle(path, true)).toBe(isNeeded);
});

it.each([
  ['package.json', true],
  ['LICENSE', true],
  ['proto/health/v1/health.proto', true],
  ['build/index.js', false],
  ['build/index.mjs', false],
  ['lib/worker.cjs', false],
  ['lib/package.json', false],
  ['docs/index.html', false],
])('beside a bundle, %j of third-party packages is needed: %j', (path, isNeeded) => {
  expect(isNeededByBundle(path, false)).toBe(isNeeded);
});
