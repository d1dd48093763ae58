import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { outsideControlIn2021 } from './control-in-2021.ts';
import { hromadas } from './hromadas.ts';
import { oblasts } from './oblasts.ts';
import { specialCities } from './special-cities.ts';

const FILE = fileURLToPath(import.meta.resolve('@safe-community/territory/data/statuses-2022.tsv'));

/** `controlled` is under Ukrainian control and far from the front; a hromada without any change has it. */
export type ControlStatus = 'controlled' | 'frontline' | 'occupied' | 'liberated';

/** From a date on, a hromada, special city, or AR Crimea as a whole has another status. */
export interface StatusChange {
  readonly code: string;
  readonly status: ControlStatus;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Whether the date is the day of the change; otherwise the change is known to have come by then. */
  readonly isExact: boolean;
  readonly source: string;
}

const KSE = 'KSE Loc Data Hub (MIT), war status of hromadas in 2022';
const LAW_1207 = 'law 1207-VII: occupied since 20 February 2014';
const FORMED_OUTSIDE_CONTROL = 'raions formed on 17 July 2020 outside Ukrainian control';

let changes: readonly StatusChange[] | undefined;

/**
 * What public sources say, up to November 2022, in the order of codes and dates. It says nothing of later changes: the
 * officer registry records them.
 */
export function publishedStatuses(): readonly StatusChange[] {
  changes ??= [...before2022(), ...in2022()].toSorted((a, b) => (a.code + a.date < b.code + b.date ? -1 : 1));
  return changes;
}

/**
 * The unit whose status a place has as long as it has none of its own: AR Crimea for its hromadas and settlements, which are
 * not in the built-in table.
 */
export function wholeWithStatus(code: string): string | undefined {
  crimea ??= oblasts().find(({ kind }) => kind === 'autonomous-republic')?.code ?? '';
  return code.startsWith(crimea.slice(0, 4)) ? crimea : undefined;
}

let crimea: string | undefined;

let occupied: ReadonlySet<string> | undefined;

/** The hromadas and special cities that are occupied by the last of these statuses. */
export function publishedAsOccupied(): ReadonlySet<string> {
  occupied ??= new Set(
    [...new Map(publishedStatuses().map((change) => [change.code, change])).values()]
      .filter(({ status }) => status === 'occupied')
      .map(({ code }) => code),
  );
  return occupied;
}

function before2022(): StatusChange[] {
  const republic = oblasts().filter(({ kind }) => kind === 'autonomous-republic');
  const outside = [...hromadas(), ...specialCities()].filter(outsideControlIn2021);
  return [...republic, ...outside].map(({ code }) => {
    const isCrimea = /^UA(01|85)/.test(code);
    return isCrimea
      ? { code, status: 'occupied', date: '2014-02-20', isExact: true, source: LAW_1207 }
      : { code, status: 'occupied', date: '2020-07-17', isExact: false, source: FORMED_OUTSIDE_CONTROL };
  });
}

function in2022(): StatusChange[] {
  const known = new Set(before2022().map(({ code }) => code));
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('UA'))
    .map((line) => {
      const [code = '', status = '', date = ''] = line.split('\t');
      return { code, status: status as ControlStatus, date, isExact: false, source: KSE };
    })
    .filter(({ code, status }) => status !== 'occupied' || !known.has(code));
}
