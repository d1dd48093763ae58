/**
 * Breaks the running system row by row and prints the outcome; exit code 0 only if everything held.
 *
 *   npm run test:faults [-- <row> …] [--seconds 10] [--seed <text>] [--report] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { helpText, readArguments, type Arguments } from './arguments.ts';
import { rowJson, rowText } from './report/row-text.ts';
import { writeReport } from './report/write-report.ts';
import { ROWS } from './rows/rows.ts';
import { runRow, type RowOutcome } from './run-row.ts';
import { startSystem } from './system/start-system.ts';
import { versionsOf, type Versions } from './system/versions.ts';

interface Ran {
  readonly outcomes: readonly RowOutcome[];
  readonly versions: Versions;
}

async function runRows({ rows, seconds, seed, isJson }: Arguments, folder: string): Promise<Ran> {
  const outcomes: RowOutcome[] = [];
  const system = await startSystem(folder);
  try {
    const versions = await versionsOf(system);
    for (const row of rows) {
      const outcome = await runRow(row, system, seconds, seed);
      console.log(isJson ? rowJson(outcome) : rowText(outcome));
      outcomes.push(outcome);
      // Its leftovers would be attributed to the next row.
      if (!outcome.isHeld && !outcome.isImpossible) break;
    }
    return { outcomes, versions };
  } finally {
    await system.stop();
  }
}

function whatIsAsked(): Arguments {
  try {
    return readArguments(process.argv.slice(2), ROWS, Math.random().toString(36).slice(2, 8));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

const given = whatIsAsked();
if (given.isHelp) {
  console.log(helpText(ROWS));
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'safe-community-faults-'));
console.error(`seed ${given.seed}, ${given.seconds} s per fault; starting the system …`);
const { outcomes, versions } = await runRows(given, folder);
if (given.isReport) writeReport({ ...given, all: ROWS, outcomes, versions });
const isHeld = outcomes.length === given.rows.length && outcomes.every((outcome) => outcome.isHeld);
if (isHeld) rmSync(folder, { recursive: true, force: true });
else console.error(`Repeat it with --seed ${given.seed}; logs and data are in ${folder}`);
process.exitCode = isHeld ? 0 : 1;
