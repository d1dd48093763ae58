import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cityRequests, roadCrashes, vehicleRuns, type ForeignExport } from '../../test/foreign-exports.ts';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const DOCS = join(import.meta.dirname, '../../../../docs');
const ROWS = 1_000;

let system: RunningSystem;
let folder: string;
beforeAll(async () => {
  system = await runSystem(['incident-intake']);
  folder = testFolder('foreign');
});
afterAll(() => system.stop());

interface Imported {
  readonly rows: number;
  readonly added: number;
  readonly skipped: number;
  readonly merged: number;
  readonly alreadyKnown: number;
  readonly refused: number;
  readonly refusedRows: readonly { readonly reasons: readonly string[] }[];
}

const EXPORTS: readonly (readonly [name: string, mapping: string, made: ForeignExport])[] = [
  ['service requests of a city', 'city-requests', cityRequests(ROWS)],
  ['road accidents, casualties in a second file', 'road-crashes', roadCrashes(ROWS)],
  ["a fire service's run sheet, one row per vehicle", 'vehicle-runs', vehicleRuns(ROWS)],
];

test.each(EXPORTS)('the document says what becomes of %s', async (name, mapping, { rows, files }) => {
  const write = (file: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
    return join(folder, file);
  };
  const further = Object.entries(files).flatMap(([file, lines]) => [
    '--file',
    `${file}=${write(`${file}.csv`, lines)}`,
  ]);
  const sent = ['import', 'incidents', write(`${mapping}.csv`, rows), '--source', `foreign-${mapping}`, '--json'];
  const command = [...sent, '--mapping', join(DOCS, `examples/import/${mapping}.yaml`), ...further];
  const run = async () => JSON.parse((await system.hromada(...command)).stdout) as Imported;
  const first = await run();
  const table = tableOf(name, first);
  expect(first.rows).toBe(ROWS);
  expect(first.added + first.skipped + first.merged + first.refused).toBe(ROWS);
  const document = readFileSync(join(DOCS, 'import.md'), 'utf8').split('\n');
  expect(table).toBe(document.find((line) => line.startsWith(`| ${name} |`)));
  expect(await run()).toMatchObject({
    added: 0,
    alreadyKnown: first.added,
    merged: first.merged,
    refused: first.refused,
  });
});

/** The row of the document. */
function tableOf(name: string, { rows, added, merged, skipped, refusedRows }: Imported): string {
  const reasons = Map.groupBy(
    refusedRows.map((row) => row.reasons.map(generalized).join(' and ')),
    (reason) => reason,
  );
  const listed = [...reasons]
    .map(([reason, all]) => ({ reason, count: all.length }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
    .map(({ reason, count }) => `${count} ${reason}`);
  return `| ${name} | ${rows} | ${added} | ${merged} | ${skipped} | ${refusedRows.length}: ${listed.join('; ')} |`;
}

/** Without the text of the cell and the line of another row. */
function generalized(reason: string): string {
  return reason
    .replaceAll(/ “[^”]*”/g, '')
    .replaceAll(/ \(see line \d+\)/g, '')
    .replaceAll(/\[\d+\]/g, '');
}
