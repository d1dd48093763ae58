import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Row } from '../row.ts';
import type { RowOutcome } from '../run-row.ts';
import { operationsText, outcomeWord } from './row-text.ts';

export interface ReportedRun {
  readonly outcomes: readonly RowOutcome[];
  /** Every row that exists, run or not. */
  readonly all: readonly Row[];
  readonly seconds: number;
  readonly seed: string;
}

const FILE = fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url));

/** Writes docs/reliability.md anew from a run. */
export function writeReport(run: ReportedRun): void {
  writeFileSync(FILE, reportText(run, surroundings()));
}

export function reportText({ outcomes, all, seconds, seed }: ReportedRun, ranOn: string): string {
  const isWhole = outcomes.length === all.length && outcomes.every(({ isHeld }) => isHeld);
  return `# Reliability

${CLAIM}

${isWhole ? 'Every row held' : 'Not every row held or ran'}: ${ranOn}; ${seconds} s a fault, seed \`${seed}\`.

| # | row | fault | holds | outcome |
|---|---|---|---|---|
${all.map((row) => tableLine(row, outcomes)).join('\n')}

${outcomes.map(outcomeText).join('\n\n')}

${HOW_TO}
`;
}

const CLAIM = `The claim: every acknowledged report is present once in intake and counted once in statistics; nothing that was not
acknowledged is there by halves; after any fault the system comes back by itself. Written by
\`npm run test:faults -- --report\`; do not edit.`;

const HOW_TO = `## How it is found out

Registry, intake and statistics run as processes of their own, with PostgreSQL (fsync on) and NATS JetStream, all on one
machine. Callers record every request with every answer; what has none is sent again with the same \`request_id\` until it
has. Then the record is compared with the rows of intake, its ledger as \`LedgerService.ReadEvents\` gives it, and the
figures of statistics. Also compared: the answers to repeats to the byte, and the order of the ledger with the times of the
calls. See [fault-tests](../fault-tests/README.md).`;

function tableLine(row: Row, outcomes: readonly RowOutcome[]): string {
  const outcome = outcomes.find((one) => one.row.name === row.name);
  const word = outcome === undefined ? 'not run' : outcome.isHeld ? 'held' : `**${outcomeWord(outcome)}**`;
  return `| ${row.number} | ${row.name} | ${row.fault} | ${row.holds} | ${word} |`;
}

function outcomeText(outcome: RowOutcome): string {
  const { row, notes, finding, seconds } = outcome;
  const lines = [...notes, operationsText(outcome), ...finding.split('\n')];
  return [
    `## ${row.number} ${row.name} (${seconds.toFixed(0)} s)`,
    '',
    ...lines.map((line) => `- ${line.trim()}`),
  ].join('\n');
}

function surroundings(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  const date = new Date().toISOString().slice(0, 10);
  const memory = Math.round(totalmem() / 1024 ** 3);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${memory} GB`;
  return `${date}, commit ${commit.toString().trim()}, Node ${process.version}, ${machine}`;
}
