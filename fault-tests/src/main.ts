/**
 * Breaks the running system row by row and says what came of it; exit code 0 only when everything held.
 *
 *   npm run test:faults [-- <row> …] [--seconds 10] [--seed <text>] [--report]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments, type Arguments } from './arguments.ts';
import { rowText } from './report/row-text.ts';
import { writeReport } from './report/write-report.ts';
import { ROWS } from './rows/rows.ts';
import { runRow, type RowOutcome } from './run-row.ts';
import { startSystem } from './system/start-system.ts';
import { versionsOf, type Versions } from './system/versions.ts';

interface Ran {
  readonly outcomes: readonly RowOutcome[];
  readonly versions: Versions;
}

async function runRows({ rows, seconds, seed }: Arguments, folder: string): Promise<Ran> {
  const outcomes: RowOutcome[] = [];
  const system = await startSystem(folder);
  try {
    const versions = await versionsOf(system);
    for (const row of rows) {
      const outcome = await runRow(row, system, seconds, seed);
      console.log(rowText(outcome));
      outcomes.push(outcome);
      // What it left behind would be blamed on the next one.
      if (!outcome.isHeld && !outcome.isImpossible) break;
    }
    return { outcomes, versions };
  } finally {
    await system.stop();
  }
}

const given = readArguments(process.argv.slice(2), ROWS, Math.random().toString(36).slice(2, 8));
const folder = mkdtempSync(join(tmpdir(), 'safe-community-faults-'));
console.log(`seed ${given.seed}, ${given.seconds} s a fault; starting the system …`);
const { outcomes, versions } = await runRows(given, folder);
if (given.isReport) writeReport({ ...given, all: ROWS, outcomes, versions });
const isHeld = outcomes.length === given.rows.length && outcomes.every((outcome) => outcome.isHeld);
if (isHeld) rmSync(folder, { recursive: true, force: true });
else console.log(`Repeat it with --seed ${given.seed}; logs and data are in ${folder}`);
process.exitCode = isHeld ? 0 : 1;
