import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findViolations } from '../check-layers.ts';

const manifest = (name: string, ...uses: string[]) =>
  JSON.stringify({
    name: `@safe-community/${name}`,
    dependencies: Object.fromEntries(uses.map((used) => [`@safe-community/${used}`, '0.1.0'])),
  });

const tree = {
  'package.json': '{ "name": "root", "workspaces": ["packages/*", "apps/*"] }',
  'packages/ledger/package.json': '{ "name": "@safe-community/ledger" }',
  'packages/ledger/src/index.ts': 'export const ledger = 1;',
  'packages/audit/package.json': '{ "name": "@safe-community/audit" }',
  'packages/database/package.json': '{ "name": "@safe-community/database" }',
  'packages/security/package.json': '{ "name": "@safe-community/security" }',
  'packages/grpc-kit/package.json': '{ "name": "@safe-community/grpc-kit" }',
  'packages/service-kit/package.json': '{ "name": "@safe-community/service-kit" }',
  'packages/domain-kit/package.json': '{ "name": "@safe-community/domain-kit" }',
  'packages/incident-mapping/package.json': manifest('incident-mapping', 'contracts', 'domain-kit'),
  'packages/incident-mapping/src/row.ts':
    "import 'node:crypto';\nimport 'yaml';\nimport '@safe-community/contracts/incidents/v1/incident.ts';\nimport './columns.ts';",
  'packages/incident-mapping/src/columns.ts': "import '@safe-community/domain-kit';",
  'packages/incident-mapping/src/row.unit.test.ts': "import 'node:fs';",
  'packages/incident-mapping/scripts/write-schema.ts': "import 'node:fs';",
  'packages/charts/package.json': '{ "name": "@safe-community/charts" }',
  'packages/statistics-math/package.json': '{ "name": "@safe-community/statistics-math" }',
  'packages/contracts/package.json': '{ "name": "@safe-community/contracts" }',
  'packages/contracts/src/gen/long.ts': '\n'.repeat(900),
  'apps/registry/package.json': '{ "name": "@safe-community/registry" }',
  'apps/registry/src/index.ts': 'export const registry = 1;',
  'apps/intake/package.json': manifest('intake', 'ledger', 'database', 'domain-kit', 'contracts'),
  'apps/intake/src/main.ts': "import './service.ts';",
  'apps/intake/src/config.ts': "import { z } from 'zod';\nexport type Config = z.infer<z.ZodType>;",
  'apps/intake/src/service.ts': "import './config.ts';\nimport './incident/module.ts';\nimport './routing/module.ts';",
  'apps/intake/src/incident/module.ts': "import './close.commands.ts';\nexport type { Incident } from './incident.ts';",
  'apps/intake/src/incident/incident.ts': `
    import { unless } from '@safe-community/domain-kit';
    import type { Place } from './place.ts';
    export type Incident = Place;
    export const rule = unless;`,
  'apps/intake/src/incident/place.ts': 'export type Place = string;',
  'apps/intake/src/incident/incident.store.ts':
    "import { Pool } from 'pg';\nimport { rows } from '@safe-community/database';\nimport type { Envelope } from '@safe-community/events';\nimport '@safe-community/ledger';\nimport './incident.ts';\nem.execute('select 1');",
  'apps/intake/src/incident/close.commands.ts':
    "import '@safe-community/events';\nimport { inSnapshot, type EntityManager } from '@safe-community/database';\nimport '@safe-community/contracts/x.ts';\nimport './incident.store.ts';",
  'apps/intake/src/incident/incident.unit.test.ts':
    "import { rows } from '@safe-community/database';\nimport '@safe-community/contracts/x.ts';\nimport '../routing/beat.ts';",
  'apps/intake/src/routing/module.ts': "import '../incident/module.ts';",
  'apps/intake/src/routing/beat.ts':
    "import type { Incident } from '../incident/module.ts';\nexport type Beat = Incident;",
  'apps/intake/test/running-intake.ts': "import '../src/service.ts';\nimport 'vitest';",
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

test('a tree that follows the rules has no violation', () => {
  expect(violationsWith({})).toEqual([]);
});

const onlyKit =
  'a pure file imports nothing but @safe-community/domain-kit, @safe-community/statistics-math, @safe-community/territory, @safe-community/charts, hash of node:crypto, and its own module';
const onlyPure = 'a pure file imports only pure files of its module';
const byModule = 'another module is imported by its module.ts';
const nothingAbove = 'modules never import service.ts, config.ts or main.ts: service.ts shares what they need';
const messages = 'only commands, queries, mapping, events, client files see generated messages';
const eventValues = 'only commands, queries, mapping, events, client files import values of @safe-community/events';
const noTransport = 'a package that stores data imports no transport';
const onlyComputes =
  'a package that only computes imports nothing but @safe-community/contracts, @safe-community/domain-kit, @safe-community/territory, csv-parse, node:crypto, node:stream, re2js, yaml, zod';
const onlyOwnFiles = 'a package that only computes imports nothing but its own files';
const onlyStores = 'only store files run SQL';

test.each([
  ['apps/intake/src/incident/x.ts', 'node:crypto', onlyKit],
  ['apps/intake/src/incident/x.ts', 'zod', onlyKit],
  ['apps/intake/src/incident/x.ts', '@safe-community/ledger', onlyKit],
  ['apps/intake/src/incident/x.ts', '@safe-community/contracts/x.ts', onlyKit],
  ['apps/intake/src/incident/x.ts', './incident.store.ts', onlyPure],
  ['apps/intake/src/incident/x.ts', './close.commands.ts', onlyPure],
  [
    'apps/intake/src/routing/x.ts',
    '../incident/module.ts',
    'a pure file imports values of another module from its pure files',
  ],
  ['apps/intake/src/routing/x.store.ts', '../incident/incident.ts', byModule],
  ['apps/intake/src/routing/x.commands.ts', '../incident/incident.store.ts', byModule],
  ['apps/intake/src/routing/deep/x.commands.ts', '../../incident/close.commands.ts', byModule],
  ['apps/intake/src/routing/x.commands.ts', '../config.ts', nothingAbove],
  ['apps/intake/src/routing/x.ts', '../service.ts', nothingAbove],
  ['apps/intake/src/routing/x.events.ts', '../../test/running-intake.ts', 'sources never import test code'],
  ['apps/intake/src/routing/x.store.ts', '@safe-community/contracts/x.ts', messages],
  ['apps/intake/src/routing/x.adapter.ts', '@safe-community/contracts/x.ts', messages],
  ['apps/intake/src/routing/x.jobs.ts', '@safe-community/contracts/x.ts', messages],
  ['apps/intake/src/routing/x.page.ts', '@safe-community/contracts/x.ts', messages],
  ['apps/intake/src/incident/module.ts', '@safe-community/contracts/x.ts', messages],
  ['apps/intake/src/routing/x.store.ts', '@safe-community/events', eventValues],
  ['apps/intake/src/routing/x.jobs.ts', '@safe-community/events', eventValues],
  ['apps/intake/src/routing/x.adapter.ts', '@safe-community/events', eventValues],
  ['apps/intake/src/routing/x.page.ts', '@safe-community/events', eventValues],
  ['apps/intake/src/incident/module.ts', '@safe-community/events', eventValues],
  ['apps/intake/src/service2.ts', '@safe-community/events', eventValues],
  ['apps/intake/src/service2.ts', '@safe-community/registry', 'apps never import apps'],
  ['apps/intake/src/incident/x.ts', '@safe-community/registry/x', 'apps never import apps'],
  ['apps/intake/src/service2.ts', '../../registry/src/index.ts', 'apps never import apps'],
  ['apps/intake/test/x.int.test.ts', '@safe-community/registry', 'apps never import apps'],
  ['packages/ledger/src/x.ts', '@safe-community/registry', 'packages never import apps'],
  ['packages/ledger/test/x.ts', '../../../apps/registry/src/index.ts', 'packages never import apps'],
  ['packages/ledger/src/x.ts', '@safe-community/grpc-kit', noTransport],
  ['packages/ledger/src/relay/x.ts', '@grpc/grpc-js', noTransport],
  ['packages/audit/src/x.ts', '@safe-community/service-kit', noTransport],
  ['packages/database/src/x.ts', '@safe-community/grpc-kit/x', noTransport],
  ['packages/security/src/x.ts', '@safe-community/service-kit/operations', noTransport],
  ['packages/grpc-kit/src/x.ts', '@safe-community/ledger', 'its package.json does not list it in dependencies'],
  ['packages/incident-mapping/src/x.ts', 'node:fs', onlyComputes],
  ['packages/incident-mapping/src/deep/x.ts', 'node:timers/promises', onlyComputes],
  ['packages/incident-mapping/src/x.ts', 'pg', onlyComputes],
  ['packages/incident-mapping/src/x.ts', '@safe-community/contracts/inventory', onlyComputes],
  ['packages/domain-kit/src/x.ts', 'node:fs', onlyOwnFiles],
  ['packages/domain-kit/src/x.ts', 'zod', onlyOwnFiles],
  ['packages/domain-kit/src/x.ts', '@safe-community/ledger', onlyOwnFiles],
  ['packages/domain-kit/src/x.ts', '@safe-community/grpc-kit', onlyOwnFiles],
  ['packages/charts/src/x.ts', 'node:fs', 'a package that only computes imports nothing but d3-array, d3-geo'],
  ['packages/statistics-math/src/x.ts', 'node:fs', 'a package that only computes imports nothing but jstat'],
  ['apps/intake/src/main2.ts', './incident/close.commands.ts', byModule],
  ['apps/intake/src/service2.ts', './incident/incident.store.ts', byModule],
  ['apps/intake/src/service2.ts', '@safe-community/contracts/x.ts', messages],
  [
    'apps/intake/src/service2.ts',
    '../../../packages/ledger/src/index.ts',
    'other packages are imported by their name, not by a path',
  ],
])('%s may not import %s', (file, specifier, rule) => {
  expect(violationsWith({ [file]: `import '${specifier}';` })).toEqual([`${file} imports ${specifier}: ${rule}`]);
});

test.each([
  ['incident/x.commands.ts', "import { rows } from '@safe-community/database';", `${onlyStores} (rows)`],
  [
    'incident/x.queries.ts',
    "import { type Step, prepared } from '@safe-community/database';",
    `${onlyStores} (prepared)`,
  ],
  ['incident/x.jobs.ts', "import { inOneGo as run } from '@safe-community/database';", `${onlyStores} (inOneGo)`],
  ['incident/x.adapter.ts', "export { runStep } from '@safe-community/database';", `${onlyStores} (runStep)`],
  ['incident/x.events.ts', "import * as all from '@safe-community/database';", `${onlyStores} (*)`],
  ['incident/x.mapping.ts', "const { rows } = await import('@safe-community/database');", `${onlyStores} (*)`],
  ['incident/x.client.ts', "import { sqlPart } from '@safe-community/database';", `${onlyStores} (sqlPart)`],
  ['service2.ts', "import { rows } from '@safe-community/database';", `${onlyStores} (rows)`],
  ['incident/x.page.ts', "import { Pool } from 'pg';", onlyStores],
  ['routing/module.ts', "import { sql } from '@mikro-orm/postgresql';", onlyStores],
])('SQL stands in stores, not in %s: %s', (file, line, rule) => {
  const path = `apps/intake/src/${file}`;
  const [, specifier = ''] = /'([^']+)'/.exec(line) ?? [];
  expect(violationsWith({ [path]: line })).toEqual([`${path} imports ${specifier}: ${rule}`]);
});

test('SQL that the unit of work runs stands in stores as well, and pure packages use no globals', () => {
  const path = 'apps/intake/src/incident/x.jobs.ts';
  const line = "export const all = (em: { execute(sql: string): void }) => em.execute('select 1');";
  expect(violationsWith({ [path]: line, 'packages/charts/src/x.ts': 'Date.now();' })).toEqual([
    `${path} calls execute(): ${onlyStores}`,
    'packages/charts/src/x.ts uses Date.now: a package that only computes is given what it needs',
  ]);
});

test.each([
  "import type { A } from 'pg';",
  "import { type A } from 'pg';",
  "export * from 'pg';",
  "export type { A } from 'pg';",
  "const a = await import('pg');",
  "type A = import('pg').Client;",
  "const a = require('pg');",
])('finds an import in any form: %s', (line) => {
  const file = 'apps/intake/src/incident/x.ts';
  expect(violationsWith({ [file]: line })).toEqual([`${file} imports pg: ${onlyKit}`]);
});

test('an import of types and values counts as one of values', () => {
  const file = 'apps/intake/src/routing/x.ts';
  const planted = {
    [file]: "import { type Incident, close } from '../incident/module.ts';\nexport type I = Incident;",
  };
  expect(violationsWith(planted)).toEqual([expect.stringContaining('values of another module from its pure files')]);
});

test('a pure file imports what another module offers from a pure file, and nothing else of it', () => {
  const file = 'apps/intake/src/routing/x.ts';
  const offers = { 'apps/intake/src/incident/module.ts': "export { rule } from './incident.ts';" };
  const uses = (text: string) => violationsWith({ ...offers, [file]: `${text}\nexport const own = 1;` });
  expect(uses("import { rule } from '../incident/incident.ts';")).toEqual([]);
  expect(uses("import { hash } from 'node:crypto';")).toEqual([]);
  const refused = [`${file} imports ../incident/incident.ts: its module.ts does not offer it`];
  expect(uses("import { rule, other } from '../incident/incident.ts';")).toEqual(refused);
  expect(uses("import { randomUUID } from 'node:crypto';")).toEqual([`${file} imports node:crypto: ${onlyKit}`]);
});

test('detects modules that import each other', () => {
  const planted = {
    'apps/intake/src/incident/reopen.commands.ts': "import '../follow-up/module.ts';",
    'apps/intake/src/follow-up/module.ts': "import '../routing/module.ts';",
  };
  const [incident, followUp, routing] = ['incident', 'follow-up', 'routing'].map((name) => `apps/intake/src/${name}`);
  expect(violationsWith(planted)).toEqual([
    `${followUp} → ${routing} → ${incident} → ${followUp} is a cycle of modules`,
  ]);
});

test('detects files that import each other, even types only', () => {
  const planted = {
    'packages/ledger/src/a.ts': "import type { B } from './b.ts';\nexport type A = B;",
    'packages/ledger/src/b.ts': "export * from './c.ts';\nexport type B = 1;",
    'packages/ledger/src/c.ts': "import type { A } from './a.ts';\nexport type C = A;",
  };
  const [a, b, c] = Object.keys(planted);
  expect(violationsWith(planted)).toEqual([`${a} → ${b} → ${c} → ${a} is a cycle`]);
});

test('a module lists the entities of its store files', () => {
  const file = 'apps/intake/src/routing/unit.store.ts';
  const store = { [file]: 'export const UnitEntity = defineEntity({ name: "unit" });' };
  const module = 'apps/intake/src/routing/module.ts';
  const rule = `${file} defines the entity UnitEntity: its module.ts lists it in entities`;
  expect(violationsWith(store)).toEqual([rule]);
  expect(violationsWith({ ...store, [module]: 'export const a = { entities: [OtherUnitEntity] };' })).toEqual([rule]);
  expect(violationsWith({ ...store, [module]: 'export const a = { entities: [Other, UnitEntity] };' })).toEqual([]);
});

test('a statement names no table of another module', () => {
  const file = 'apps/intake/src/routing/open.store.ts';
  const planted = {
    'apps/intake/src/incident/tables.store.ts': "const TABLES = ['create table incident (id uuid)'];",
    [file]: "const OPEN = 'select id from incident';",
    'packages/testkit/package.json': manifest('testkit'),
    'packages/testkit/src/read.ts': "const ALL = 'select id from ledger_head';",
    'packages/ledger/src/tables.ts': "const TABLES = ['create table ledger_head (id uuid)'];",
  };
  expect(violationsWith(planted)).toEqual([
    expect.stringContaining(`${file}:1 reads incident of apps/intake/src/incident: `),
  ]);
});

test('detects packages that depend on each other', () => {
  const planted = {
    'packages/ledger/package.json': manifest('ledger', 'audit'),
    'packages/audit/package.json': manifest('audit', 'database'),
    'packages/database/package.json': manifest('database', 'ledger'),
  };
  const [audit, database, ledger] = ['audit', 'database', 'ledger'].map((name) => `packages/${name}`);
  expect(violationsWith(planted)).toEqual([`${ledger} → ${audit} → ${database} → ${ledger} is a cycle`]);
});

test.each(['rules', 'types', 'service'])('a file of an unknown kind is pure: *.%s.ts', (kind) => {
  const file = `apps/intake/src/incident/x.${kind}.ts`;
  expect(violationsWith({ [file]: "import 'zod';" })).toEqual([`${file} imports zod: ${onlyKit}`]);
});

test('a file has at most 300 lines', () => {
  const file = 'packages/ledger/src/long.ts';
  expect(violationsWith({ [file]: '// x\n'.repeat(300) })).toEqual([]);
  expect(violationsWith({ [file]: '// x\n'.repeat(301) })).toEqual([`${file} has 301 lines, at most 300 are allowed`]);
});

test.each([
  'packages/utils/src/x.ts',
  'packages/ledger/src/utilities.ts',
  'packages/ledger/src/common/x.ts',
  'apps/intake/src/incident/shared/x.ts',
  'packages/ledger/src/helpers.ts',
  'packages/ledger/src/misc.ts',
])('%s has a meaningless name', (file) => {
  expect(violationsWith({ [file]: '' })).toEqual([expect.stringContaining('has the meaningless name')]);
});

test('reports a file that cannot be parsed', () => {
  expect(() => violationsWith({ 'packages/ledger/src/x.ts': 'import {' })).toThrow(
    'packages/ledger/src/x.ts cannot be parsed',
  );
});
