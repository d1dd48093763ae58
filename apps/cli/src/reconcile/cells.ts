import type { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Day } from '@safe-community/contracts/statistics/v1/figure.ts';
import type { IncidentCounter } from '@safe-community/contracts/statistics/v1/counters.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { COUNTRY } from '@safe-community/territory';
import { nameOfTerritory } from '../places/name-territory.ts';
import { whole } from '../scorecard/numbers.ts';
import { CATEGORIES, CHANNELS } from '../wording/incidents.ts';
import { say, type Text } from '../terminal/language.ts';

/** The fields of every event that counts in cells. */
export interface CountedPlace {
  readonly category: IncidentCategory;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly receivedTime?: Date | undefined;
}

/** The counts of a territory, day, and category; killed and injured do not include defenders. */
interface CellCounts {
  readonly incidents: number;
  readonly killed: number;
  readonly injured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
  readonly childrenKilled: number;
  readonly childrenInjured: number;
  /** Of the incidents, those whose channel is known. */
  readonly channels: ReadonlyMap<ReportChannel, number>;
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
  channels: new Map<ReportChannel, number>(),
};

/** The keys of the cells in which an event counts: of the country, its oblast, and its hromada. */
export function cellsOf({ category, hromadaCode, oblastCode, receivedTime }: CountedPlace): string[] {
  if (receivedTime === undefined) return [];
  const day = kyivDay(receivedTime);
  return territoriesOf({ oblastCode, hromadaCode }).map((code) => keyOf(code, day, category));
}

/** A city with special status is oblast and hromada in one. */
export function territoriesOf({ oblastCode, hromadaCode }: Pick<CountedPlace, 'oblastCode' | 'hromadaCode'>): string[] {
  return [...new Set([COUNTRY, oblastCode, hromadaCode])];
}

function keyOf(territoryCode: string, day: string, category: IncidentCategory): string {
  return `${territoryCode} ${day} ${category}`;
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
      childrenKilled: before.childrenKilled + (more.childrenKilled ?? 0),
      childrenInjured: before.childrenInjured + (more.childrenInjured ?? 0),
      channels: sumOfChannels(before.channels, more.channels),
    });
  }
}

function sumOfChannels(
  before: CellCounts['channels'],
  more: CellCounts['channels'] = new Map(),
): CellCounts['channels'] {
  if (more.size === 0) return before;
  const sums = new Map(before);
  for (const [channel, count] of more) sums.set(channel, (sums.get(channel) ?? 0) + count);
  return sums;
}

/** The cells as statistics has counted them. */
export function addCounters(cells: Cells, counters: readonly IncidentCounter[]): void {
  for (const { territoryCode, day, category, ...counts } of counters) {
    cells.set(keyOf(territoryCode, textOf(day), category), {
      incidents: Number(counts.incidents),
      killed: Number(counts.killed),
      injured: Number(counts.injured),
      defendersKilled: Number(counts.defendersKilled),
      defendersInjured: Number(counts.defendersInjured),
      childrenKilled: Number(counts.childrenKilled),
      childrenInjured: Number(counts.childrenInjured),
      channels: new Map(counts.channels.map(({ channel, incidents }) => [channel, Number(incidents)])),
    });
  }
}

export function textOf(
  { year, month, day }: Pick<Day, 'year' | 'month' | 'day'> = { year: 0, month: 0, day: 0 },
): string {
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

type CountName = Exclude<keyof CellCounts, 'channels'>;

const NAMES: readonly (readonly [CountName, Text])[] = [
  ['incidents', { uk: 'подій', en: 'incidents' }],
  ['killed', { uk: 'загиблих', en: 'killed' }],
  ['injured', { uk: 'травмованих', en: 'injured' }],
  ['defendersKilled', { uk: 'загиблих захисників', en: 'defenders killed' }],
  ['defendersInjured', { uk: 'поранених захисників', en: 'defenders injured' }],
  ['childrenKilled', { uk: 'загиблих дітей', en: 'children killed' }],
  ['childrenInjured', { uk: 'травмованих дітей', en: 'children injured' }],
];

function differs(name: CountName, sum: CellCounts, count: CellCounts): boolean {
  return sum[name] !== count[name];
}

/** The keys of the cells that differ, in order. */
export function differingCells(expected: Cells, counted: Cells): string[] {
  const keys = [...new Set([...expected.keys(), ...counted.keys()])].toSorted();
  return keys.filter((key) => {
    const [sum, count] = [expected.get(key) ?? NOTHING, counted.get(key) ?? NOTHING];
    return NAMES.some(([name]) => differs(name, sum, count)) || differingChannels(sum, count).length > 0;
  });
}

function differingChannels({ channels: sums }: CellCounts, { channels: counts }: CellCounts): ReportChannel[] {
  const all = [...new Set([...sums.keys(), ...counts.keys()])].toSorted((a, b) => a - b);
  return all.filter((channel) => (sums.get(channel) ?? 0) !== (counts.get(channel) ?? 0));
}

/** "2026-11-03, Vinnytska, Fire: statistics counts 3 incidents, the events add up to 4". */
export function describeCell(key: string, expected: Cells, counted: Cells): string {
  const [code = '', day = '', category = ''] = key.split(' ');
  const [sum, count] = [expected.get(key) ?? NOTHING, counted.get(key) ?? NOTHING];
  const parts = [
    ...NAMES.filter(([name]) => differs(name, sum, count)).map(([name, text]) =>
      differenceOf(say(text), count[name], sum[name]),
    ),
    ...differingChannels(sum, count).map((channel) =>
      differenceOf(
        say({
          uk: `подій, отриманих через ${CHANNELS.wordOf(channel)}`,
          en: `incidents by ${CHANNELS.wordOf(channel)}`,
        }),
        count.channels.get(channel),
        sum.channels.get(channel),
      ),
    ),
  ];
  const what = CATEGORIES.nameOf(Number(category));
  return `${day}, ${nameOfTerritory(code)}, ${what}: ${parts.join('; ')}`;
}

export function differenceOf(text: string, count: number | bigint = 0, sum: number | bigint = 0): string {
  return say({
    uk: `statistics рахує ${whole(count)} ${text}, за подіями їх ${whole(sum)}`,
    en: `statistics counts ${whole(count)} ${text}, the events add up to ${whole(sum)}`,
  });
}
