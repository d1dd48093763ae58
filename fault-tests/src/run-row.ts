import { findingsText } from '@safe-community/testkit/history';
import { NotPossibleHere } from './not-possible-here.ts';
import { Random } from './random.ts';
import type { Row } from './row.ts';
import type { System } from './system/system.ts';
import { Run, type Verdict } from './run.ts';

/** The outcome of a row. */
export interface RowOutcome {
  readonly row: Row;
  readonly isHeld: boolean;
  /** Whether this machine does not allow the fault; then it did not hold either. */
  readonly isImpossible: boolean;
  /** What was broken and observed. */
  readonly notes: readonly string[];
  readonly operations: number;
  /** Operations whose first attempt got no answer. */
  readonly uncertain: number;
  readonly present: number;
  readonly drainedMs: number;
  /** The findings and other problems, as text. */
  readonly finding: string;
  readonly seconds: number;
}

/** Runs a row on a working system. */
export async function runRow(row: Row, system: System, seconds: number, seed: string): Promise<RowOutcome> {
  const began = performance.now();
  const run = await Run.begin({ system, seconds, random: new Random(`${seed} ${row.name}`) });
  const problems: string[] = [];
  let isImpossible = false;
  let verdict: Verdict = { findings: [], present: 0, drainedMs: 0 };
  try {
    await row.run(run);
    verdict = await run.verdict();
    if (verdict.findings.length > 0) problems.push(findingsText(verdict.findings));
  } catch (error) {
    isImpossible = error instanceof NotPossibleHere;
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    await run.callers.abandon();
    run.callers.close();
  }
  const operations = run.callers.recorder.operations();
  return {
    row,
    isHeld: problems.length === 0,
    isImpossible,
    notes: run.notes,
    operations: operations.length,
    uncertain: operations.filter(({ attempts }) => attempts[0]?.outcome !== 'acknowledged').length,
    present: verdict.present,
    drainedMs: verdict.drainedMs,
    finding: problems.length === 0 ? findingsText([]) : problems.join('\n'),
    seconds: (performance.now() - began) / 1_000,
  };
}
