/**
 * Generates data/statuses-2022.tsv from the war status of hromadas in 2022, a CSV file of KSE Loc Data Hub:
 *   node scripts/build-statuses.ts <war_status_2022.csv>
 * The same rows in any order give the same bytes. If any row breaks a rule, it prints all problems and writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';

import { renderStatuses, statusProblems } from './status-rows.ts';
import type { WarStatusRow } from './status-rows.ts';

const FILE = new URL('../data/statuses-2022.tsv', import.meta.url);

buildStatuses(process.argv[2]);

function buildStatuses(file: string | undefined): void {
  if (file === undefined) return fail(['usage: node scripts/build-statuses.ts <war_status_2022.csv>']);
  const rows = parse<WarStatusRow>(readFileSync(file), { bom: true, columns: true });
  const problems = rows.flatMap((row) => statusProblems(row).map((problem) => `${row.hromada_code}: ${problem}`));
  if (problems.length > 0) return fail(problems);
  const text = renderStatuses(rows);
  writeFileSync(FILE, text);
  console.log(
    `${rows.length} rows, ${text.split('\n').filter((line) => line.startsWith('UA')).length} changes of status`,
  );
}

function fail(problems: readonly string[]): never {
  console.error(problems.join('\n'));
  process.exit(1);
}
