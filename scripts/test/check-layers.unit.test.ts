import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findViolations } from '../check-layers.ts';

const tree = {
  'package.json': '{ "name": "root", "workspaces": ["packages/*", "apps/*"] }',
  'packages/ledger/package.json': '{ "name": "@safe-community/ledger" }',
  'packages/ledger/src/index.ts': 'export const ledger = 1;',
  'apps/registry/package.json': '{ "name": "@safe-community/registry" }',
  'apps/registry/src/index.ts': 'export const registry = 1;',
  'apps/intake/package.json': '{ "name": "@safe-community/intake" }',
  'apps/intake/src/main.ts': "import './wire.ts';",
  'apps/intake/src/wire.ts': `
    import './inbound/grpc.ts';
    import './outbound/postgres.ts';
    import './config.ts';`,
  'apps/intake/src/config.ts': "import { z } from 'zod';\nexport type Config = z.infer<z.ZodType>;",
  'apps/intake/src/domain/incident.ts': "import type { Place } from './place.ts';\nexport type I = Place;",
  'apps/intake/src/domain/place.ts': 'export type Place = string;',
  'apps/intake/src/app/report.ts': `
    import { randomUUID } from 'node:crypto';
    import { v7 } from 'uuid';
    import type { I } from '../domain/incident.ts';
    import { ledger } from '@safe-community/ledger';
    export const report = (i: I) => [i, ledger, randomUUID(), v7()];`,
  'apps/intake/src/inbound/grpc.ts': `
    import grpc from '@grpc/grpc-js';
    import type { Config } from '../config.ts';
    import { report } from '../app/report.ts';
    export const serve = (c: Config) => [c, grpc, report];`,
  'apps/intake/src/outbound/postgres.ts': "import type { I } from '../domain/incident.ts';\nexport type R = I;",
  'apps/intake/test/intake.int.test.ts': "import '../src/wire.ts';\nimport 'vitest';",
  'packages/contracts/package.json': '{ "name": "@safe-community/contracts" }',
  'packages/contracts/src/gen/long.ts': '\n'.repeat(900),
};

function violationsWith(planted: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'layers-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries({ ...tree, ...planted })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return findViolations(root);
}

test('a tree that keeps the rules has no violation', () => {
  expect(violationsWith({})).toEqual([]);
});

const nothingOutside = 'domain/ imports nothing from outside domain/';
const noLibraries = 'app/ imports no libraries, only ports, domain/ and packages of this repository';

test.each([
  ['apps/intake/src/domain/x.ts', 'node:crypto', nothingOutside],
  ['apps/intake/src/domain/x.ts', 'zod', nothingOutside],
  ['apps/intake/src/domain/x.ts', '@safe-community/ledger', nothingOutside],
  ['apps/intake/src/domain/x.ts', '../app/report.ts', 'domain/ never imports app/'],
  ['apps/intake/src/domain/x.ts', '../inbound/grpc.ts', 'domain/ never imports inbound/'],
  ['apps/intake/src/domain/x.ts', '../outbound/postgres.ts', 'domain/ never imports outbound/'],
  ['apps/intake/src/domain/deep/x.ts', '../../config.ts', 'domain/ never imports files outside the layers'],
  ['apps/intake/src/app/x.ts', 'pg', noLibraries],
  ['apps/intake/src/app/x.ts', '../inbound/grpc.ts', 'app/ never imports inbound/'],
  ['apps/intake/src/app/x.ts', '../outbound/postgres.ts', 'app/ never imports outbound/'],
  ['apps/intake/src/app/x.ts', '../config.ts', 'app/ never imports files outside the layers'],
  ['apps/intake/src/inbound/x.ts', '../outbound/postgres.ts', 'inbound/ never imports outbound/'],
  ['apps/intake/src/inbound/x.ts', '../wire.ts', 'inbound/ never imports files outside the layers'],
  ['apps/intake/src/outbound/x.ts', '../inbound/grpc.ts', 'outbound/ never imports inbound/'],
  ['apps/intake/src/wire2.ts', '@safe-community/registry', 'apps never import apps'],
  ['apps/intake/src/domain/x.ts', '@safe-community/registry/x', 'apps never import apps'],
  ['apps/intake/src/wire2.ts', '../../registry/src/index.ts', 'apps never import apps'],
  ['apps/intake/test/x.int.test.ts', '@safe-community/registry', 'apps never import apps'],
  ['packages/ledger/src/x.ts', '@safe-community/registry', 'packages never import apps'],
  ['packages/ledger/test/x.ts', '../../../apps/registry/src/index.ts', 'packages never import apps'],
  [
    'apps/intake/src/wire2.ts',
    '../../../packages/ledger/src/index.ts',
    'other packages are imported by their name, not by a path',
  ],
])('%s may not import %s', (file, specifier, rule) => {
  expect(violationsWith({ [file]: `import '${specifier}';` })).toEqual([`${file} imports ${specifier}: ${rule}`]);
});

test.each([
  "import type { A } from 'pg';",
  "import { type A } from 'pg';",
  "export * from 'pg';",
  "export type { A } from 'pg';",
  "const a = await import('pg');",
  "type A = import('pg').Client;",
  "const a = require('pg');",
])('an import is seen in whatever form: %s', (line) => {
  const file = 'apps/intake/src/domain/x.ts';
  expect(violationsWith({ [file]: line })).toEqual([`${file} imports pg: ${nothingOutside}`]);
});

test('files that import each other are a circle, also by types only', () => {
  const planted = {
    'packages/ledger/src/a.ts': "import type { B } from './b.ts';\nexport type A = B;",
    'packages/ledger/src/b.ts': "export * from './c.ts';\nexport type B = 1;",
    'packages/ledger/src/c.ts': "import type { A } from './a.ts';\nexport type C = A;",
  };
  const [a, b, c] = Object.keys(planted);
  expect(violationsWith(planted)).toEqual([`${a} → ${b} → ${c} → ${a} is a circle`]);
});

test('a file has at most 300 lines', () => {
  const file = 'packages/ledger/src/long.ts';
  expect(violationsWith({ [file]: '// x\n'.repeat(300) })).toEqual([]);
  expect(violationsWith({ [file]: '// x\n'.repeat(301) })).toEqual([`${file} has 301 lines, at most 300 are allowed`]);
});

test.each(['packages/utils/src/x.ts', 'apps/intake/src/app/shared/x.ts', 'packages/ledger/src/helpers.ts'])(
  '%s says nothing by its name',
  (file) => {
    expect(violationsWith({ [file]: '' })).toEqual([expect.stringContaining('says nothing')]);
  },
);

test('a file that cannot be parsed is named', () => {
  expect(() => violationsWith({ 'packages/ledger/src/x.ts': 'import {' })).toThrow(
    'packages/ledger/src/x.ts cannot be parsed',
  );
});
