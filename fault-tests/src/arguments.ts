import { parseArgs } from 'node:util';
import type { Row } from './row.ts';

export interface Arguments {
  readonly rows: readonly Row[];
  readonly seconds: number;
  readonly seed: string;
  /** Target of the report, if requested. */
  readonly isReport: boolean;
  /** One JSON object per row instead of text. */
  readonly isJson: boolean;
  /** Print the help only. */
  readonly isHelp: boolean;
}

/** Throws a readable error for invalid arguments. */
export function readArguments(given: readonly string[], all: readonly Row[], freshSeed: string): Arguments {
  const { values, positionals } = parseArgs({
    args: [...given],
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '10' },
      seed: { type: 'string', default: freshSeed },
      report: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const seconds = Number(values.seconds);
  if (!Number.isFinite(seconds) || seconds < 1 || seconds > 3_600) throw new Error('--seconds must be from 1 to 3600');
  const { seed, report: isReport, json: isJson, help: isHelp } = values;
  return { rows: pick(positionals, all), seconds, seed, isReport, isJson, isHelp };
}

/** By name or number; all by default. */
function pick(names: readonly string[], all: readonly Row[]): readonly Row[] {
  const known = all.map(({ name, number }) => [name, String(number)]);
  const unknown = names.find((name) => !known.some((row) => row.includes(name)));
  if (unknown !== undefined) {
    throw new Error(`no row "${unknown}": there are ${all.map(({ name }) => name).join(', ')}`);
  }
  return names.length === 0
    ? all
    : all.filter(({ name, number }) => names.includes(name) || names.includes(String(number)));
}

export function helpText(all: readonly Row[]): string {
  return [
    'Breaks the running system row by row and prints the outcome; exit code 0 only if everything held.',
    '',
    '  npm run test:faults [-- <row> …] [options]',
    '',
    '  --seconds <n>   how long each fault lasts, 1 to 3600; default 10',
    '  --seed <text>   repeats the choices of a run; each run prints its seed',
    '  --report        writes docs/reliability.md',
    '  --json          prints one JSON object per row',
    '',
    'Rows, by name or number (default: all):',
    ...all.map(({ number, name, fault }) => `  ${String(number).padStart(2)} ${name}: ${fault}`),
  ].join('\n');
}
