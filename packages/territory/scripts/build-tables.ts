/**
 * Makes data/*.tsv from two CSV files drawn from KSE Loc Data Hub and the official codifier as published:
 *   node scripts/build-tables.ts <hromadas.csv> <former-councils.csv> <codifier.csv>
 * The same input gives the same bytes. When any row breaks a rule, all problems are printed and nothing is written.
 */
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';

import { COUNCIL_COLUMNS, HROMADA_COLUMNS, councilProblems, hromadaProblems, repeated } from './check-rows.ts';
import type { CouncilRow, HromadaRow } from './check-rows.ts';
import { applyCorrections, readCorrections } from './corrections.ts';
import { renderCouncils, renderHromadas, renderSettlements } from './render-tables.ts';
import { readSettlements } from './settlement-rows.ts';

const DATA = new URL('../data/', import.meta.url);

await buildTables(process.argv.slice(2));

async function buildTables([hromadaFile, councilFile, codifierFile]: string[]): Promise<void> {
  if (hromadaFile === undefined || councilFile === undefined || codifierFile === undefined) {
    return fail(['usage: node scripts/build-tables.ts <hromadas.csv> <former-councils.csv> <codifier.csv>']);
  }
  const published = readTable<HromadaRow>(hromadaFile, HROMADA_COLUMNS);
  // This file alone writes the typewriter's apostrophe; the codifier writes U+2019.
  const councils = readTable<CouncilRow>(councilFile, COUNCIL_COLUMNS).map((row) => ({
    ...row,
    name: row.name.replaceAll("'", '’'),
  }));
  const { rows, problems } = applyCorrections(published, readCorrections());
  const settlements = await readSettlements(createReadStream(codifierFile));
  const codes = rows.map((row) => row.code);
  const known = new Set(codes);
  const broken = [
    ...problems,
    ...settlements.problems,
    ...rows.flatMap((row) => hromadaProblems(row).map((problem) => `${row.code}: ${problem}`)),
    ...councils.flatMap((row) =>
      councilProblems(row, known).map((problem) => `${row.former_council_koatuu}: ${problem}`),
    ),
    ...repeated([...codes, ...councils.map((row) => row.former_council_koatuu)]).map(
      (code) => `${code}: more than one row`,
    ),
    ...repeated(rows.map((row) => `${row.latitude} ${row.longitude}`)).map(
      (point) => `${point}: the point of more than one hromada`,
    ),
  ];
  if (broken.length > 0) fail(broken);
  writeFileSync(new URL('hromadas.tsv', DATA), renderHromadas(rows));
  writeFileSync(new URL('starosta-districts.tsv', DATA), renderCouncils(councils));
  writeFileSync(new URL('settlements.tsv', DATA), renderSettlements(settlements.rows));
  console.log(`${rows.length} hromadas, ${councils.length} former councils, ${settlements.rows.length} settlements`);
}

function readTable<Row extends Record<string, string>>(file: string, columns: readonly string[]): Row[] {
  const [header = [], ...records] = parse(readFileSync(file), { bom: true });
  if (header.join() !== columns.join())
    fail([`${file}: expected the columns ${columns.join()}, found ${header.join()}`]);
  return records.map((record) => Object.fromEntries(columns.map((column, i) => [column, record[i] ?? ''])) as Row);
}

function fail(problems: readonly string[]): never {
  console.error(problems.join('\n'));
  process.exit(1);
}
