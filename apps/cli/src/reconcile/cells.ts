import type { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { IncidentCounter } from '@safe-community/contracts/statistics/v1/counters.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { findHromada, findOblast } from '@safe-community/territory';
import { whole } from '../scorecard/numbers.ts';
import { nameOfCategory } from '../wording/categories.ts';

/** The fields of every event that counts in cells. */
export interface CountedPlace {
  readonly category: IncidentCategory;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly demonstration: boolean;
  readonly receivedTime?: Date | undefined;
}

/** The counts of a territory, day, and category; killed and injured do not include defenders. */
interface CellCounts {
  readonly incidents: number;
  readonly killed: number;
  readonly injured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
  /** Undefined if statistics does not know it of some incidents, which is no difference. */
  readonly childrenKilled: number | undefined;
  readonly childrenInjured: number | undefined;
}

/** By a key with all that a cell is about. */
export type Cells = Map<string, CellCounts>;

const NOTHING = {
  incidents: 0,
  killed: 0,
  injured: 0,
  defendersKilled: 0,
  defendersInjured: 0,
  childrenKilled: 0,
  childrenInjured: 0,
};
const COUNTRY = 'UA';

/** The keys of the cells in which an event counts: of the country, its oblast, and its hromada. */
export function cellsOf({ category, hromadaCode, oblastCode, demonstration, receivedTime }: CountedPlace): string[] {
  if (receivedTime === undefined) return [];
  const day = kyivDay(receivedTime);
  return [...new Set([COUNTRY, oblastCode, hromadaCode])].map((code) => keyOf(code, day, category, demonstration));
}

function keyOf(territoryCode: string, day: string, category: IncidentCategory, demonstration: boolean): string {
  return `${territoryCode} ${day} ${category} ${demonstration ? 'invented' : 'real'}`;
}

export function addToCells(cells: Cells, place: CountedPlace, more: Partial<CellCounts>): void {
  for (const key of cellsOf(place)) {
    const before = cells.get(key) ?? NOTHING;
    cells.set(key, {
      incidents: before.incidents + (more.incidents ?? 0),
      killed: before.killed + (more.killed ?? 0),
      injured: before.injured + (more.injured ?? 0),
      defendersKilled: before.defendersKilled + (more.defendersKilled ?? 0),
      defendersInjured: before.defendersInjured + (more.defendersInjured ?? 0),
      childrenKilled: (before.childrenKilled ?? 0) + (more.childrenKilled ?? 0),
      childrenInjured: (before.childrenInjured ?? 0) + (more.childrenInjured ?? 0),
    });
  }
}

/** The cells as statistics has counted them. */
export function addCounters(cells: Cells, counters: readonly IncidentCounter[]): void {
  for (const { territoryCode, day, category, demonstration, ...counts } of counters) {
    const { year = 0, month = 0, day: dayOfMonth = 0 } = day ?? {};
    const text = [year, month, dayOfMonth].map((part) => String(part).padStart(2, '0')).join('-');
    cells.set(keyOf(territoryCode, text, category, demonstration), {
      incidents: Number(counts.incidents),
      killed: Number(counts.killed),
      injured: Number(counts.injured),
      defendersKilled: Number(counts.defendersKilled),
      defendersInjured: Number(counts.defendersInjured),
      childrenKilled: numberOf(counts.childrenKilled),
      childrenInjured: numberOf(counts.childrenInjured),
    });
  }
}

function numberOf(count: bigint | undefined): number | undefined {
  return count === undefined ? undefined : Number(count);
}

const NAMES: readonly (readonly [keyof CellCounts, string])[] = [
  ['incidents', 'incidents'],
  ['killed', 'killed'],
  ['injured', 'injured'],
  ['defendersKilled', 'defenders killed'],
  ['defendersInjured', 'defenders injured'],
  ['childrenKilled', 'children killed'],
  ['childrenInjured', 'children injured'],
];

function differs(name: keyof CellCounts, sum: CellCounts, count: CellCounts): boolean {
  return count[name] !== undefined && sum[name] !== count[name];
}

/** The keys of the cells that differ, in order. */
export function differingCells(expected: Cells, counted: Cells): string[] {
  const keys = [...new Set([...expected.keys(), ...counted.keys()])].toSorted();
  return keys.filter((key) => {
    const [sum, count] = [expected.get(key) ?? NOTHING, counted.get(key) ?? NOTHING];
    return NAMES.some(([name]) => differs(name, sum, count));
  });
}

/** "2026-11-03, Vinnytska, Fire: statistics counts 3 incidents, the events add up to 4". */
export function describeCell(key: string, expected: Cells, counted: Cells): string {
  const [code = '', day = '', category = '', kind = ''] = key.split(' ');
  const [sum, count] = [expected.get(key) ?? NOTHING, counted.get(key) ?? NOTHING];
  const parts = NAMES.filter(([name]) => differs(name, sum, count)).map(
    ([name, text]) =>
      `statistics counts ${whole(count[name] ?? 0)} ${text}, the events add up to ${whole(sum[name] ?? 0)}`,
  );
  const what = `${nameOfCategory(Number(category) as IncidentCategory).en}${kind === 'invented' ? ' (invented)' : ''}`;
  return `${day}, ${nameOf(code)}, ${what}: ${parts.join('; ')}`;
}

function nameOf(code: string): string {
  if (code === COUNTRY) return 'Ukraine';
  const hromada = findHromada(code);
  if (hromada !== undefined) return `${hromada.name} (${code})`;
  const oblast = findOblast(code);
  return oblast === undefined ? code : `${oblast.name} oblast`;
}
