import { expect, it } from 'vitest';
import { reportText } from '../src/report/write-report.ts';
import { rowJson, rowText } from '../src/report/row-text.ts';
import { ROWS } from '../src/rows/rows.ts';
import type { RowOutcome } from '../src/run-row.ts';

function outcomeOf(index: number, isHeld: boolean): RowOutcome {
  const row = ROWS[index];
  if (row === undefined) throw new Error('no such row');
  const finding = isHeld ? 'nothing lost' : 'loss in the rows: 2';
  return {
    row,
    isHeld,
    isImpossible: false,
    notes: ['killed twice'],
    operations: 9,
    uncertain: 1,
    present: 9,
    drainedMs: 300,
    finding,
    seconds: 5,
  };
}

it('reports success only when every row ran and passed', () => {
  const report = (outcomes: readonly RowOutcome[]): string =>
    reportText({ outcomes, all: ROWS.slice(0, 2), seconds: 5, seed: 'abc' }, 'today');
  expect(report([outcomeOf(0, true), outcomeOf(1, true)])).toContain('Every row held: today; 5 s a fault, seed `abc`');
  expect(report([outcomeOf(0, true)])).toContain('Not every row held or ran');
  const broken = report([outcomeOf(0, true), outcomeOf(1, false)]);
  expect(broken).toContain('Not every row held or ran');
  expect(broken).toContain('**broken**');
  expect(broken).toContain('- loss in the rows: 2');
});

it('reports rows that this machine cannot run, and does not count them as passed', () => {
  const outcome = { ...outcomeOf(0, false), isImpossible: true, finding: 'nothing can be mounted' };
  const report = reportText({ outcomes: [outcome], all: ROWS.slice(0, 1), seconds: 5, seed: 'abc' }, 'today');
  expect(report).toContain('Not every row held or ran');
  expect(report).toContain('**not possible here**');
  expect(report).toContain('- nothing can be mounted');
  expect(rowText(outcome)).toContain('NOT POSSIBLE HERE 1 kill-intake');
});

it('gives each row a unique number and name', () => {
  expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
  expect(new Set(ROWS.map(({ number }) => number)).size).toBe(ROWS.length);
});

it('prints the same as one machine-readable line', () => {
  const said = rowJson(outcomeOf(0, false));
  expect(said).not.toContain('\n');
  expect(JSON.parse(said)).toMatchObject({
    name: 'kill-intake',
    outcome: 'broken',
    operations: 9,
    drainedSeconds: 0.3,
    finding: 'loss in the rows: 2',
  });
});
