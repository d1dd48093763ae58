import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Row } from '../row.ts';
import type { RowOutcome } from '../run-row.ts';
import type { Versions } from '../system/versions.ts';
import { operationsText, outcomeWord } from './row-text.ts';

export interface ReportedRun {
  readonly outcomes: readonly RowOutcome[];
  /** Every row that exists, run or not. */
  readonly all: readonly Row[];
  readonly seconds: number;
  readonly seed: string;
  /** What the servers say that they are. */
  readonly versions: Versions;
}

const FILE = fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url));

/** Writes docs/reliability.md anew from a run. */
export function writeReport(run: ReportedRun): void {
  writeFileSync(FILE, reportText(run, surroundings(run.versions)));
}

export function reportText({ outcomes, all, seconds, seed }: Omit<ReportedRun, 'versions'>, ranOn: string): string {
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

const CLAIM = `The claim: every acknowledged report is present once in intake, routed once and counted once in statistics; nothing
that was not acknowledged is there by halves; after any fault the system comes back by itself. Written by
\`npm run test:faults -- --report\`; do not edit.`;

const HOW_TO = `## How it is found out

Registry, intake and statistics run as processes of their own, with PostgreSQL (fsync on) and NATS JetStream, all on one
machine. Callers record every request with every answer; what has none is sent again with the same \`request_id\` until it
has. Then the record is compared with the rows of intake, its ledger as \`LedgerService.ReadEvents\` gives it, and the
figures of statistics. Also compared: the answers to repeats to the byte, and the order of the ledger with the times of the
calls. In most places officers are on the beat, and in some rows others answer from one moment on: each report has to be
with whoever answers for its place, by its answer, its row, the ledger and its history alike; it is moved only when that
changes, and is on the list of what is unrouted where nobody answers. See [fault-tests](../fault-tests/README.md).`;

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

function surroundings({ postgres, nats }: Versions): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  const date = new Date().toISOString().slice(0, 10);
  const memory = Math.round(totalmem() / 1024 ** 3);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${memory} GB`;
  const software = `PostgreSQL ${postgres}, NATS ${nats}, Node ${process.version.slice(1)}, ${systemName()}`;
  return `${date}, commit ${commit.toString().trim()}; ${software}; ${machine}`;
}

/** "Debian GNU/Linux 12 (bookworm), Linux 6.1.0" */
function systemName(): string {
  const file = '/etc/os-release';
  const [, name] = /^PRETTY_NAME="?([^"\n]*)/m.exec(existsSync(file) ? readFileSync(file, 'utf8') : '') ?? [];
  return [...(name === undefined ? [] : [name]), `${type()} ${release()}`].join(', ');
}
