import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ReleaseLevel,
  ReleasePeriod,
  type SensitiveMeasure,
} from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import type { SensitiveFiguresServiceService } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import type { StatisticsServiceClient } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { addDays } from '@safe-community/domain-kit';
import { hromadas } from '@safe-community/territory';
import type { TestClient } from '@safe-community/testkit';
import { rowOf, scorecardOf } from './calls.ts';
import { boundsOf, type Equation } from './linear-attack.ts';
import { MONTHS_OF_2021 } from './sensitive-counts.ts';

const { DAY, MONTH, QUARTER, YEAR } = ReleasePeriod;

/** What is attacked: one measure of domestic violence of 2021. */
export interface Attacked {
  readonly measure: SensitiveMeasure;
  readonly periods: readonly ReleasePeriod[];
  /** The attacker's smallest parts of the year, by their first day: months, or days where days are shown. */
  readonly parts: readonly string[];
  /** The cases in each of them, by hromada. All others have none. */
  readonly cases: Readonly<Record<string, (part: string) => number>>;
  /** The cases that the last revision adds, by hromada and part. */
  readonly changes: Readonly<Record<string, (part: string) => number>>;
  /** Cells that begin before this day are asked for. */
  readonly askedBefore: string;
}

const EACH_MONTH = MONTHS_OF_2021.map((month) => `${month}-01`);
const EACH_DAY = Array.from({ length: 365 }, (_, index) => addDays('2021-01-01', index));

/** @param changes of one month, by hromada. */
export function monthly(
  measure: SensitiveMeasure,
  cases: Readonly<Record<string, number>>,
  changes: { readonly month: string; readonly more: Readonly<Record<string, number>> },
): Attacked {
  const constant = Object.entries(cases).map(([code, each]) => [code, () => each] as const);
  const changed = Object.entries(changes.more).map(
    ([code, more]) => [code, (part: string) => (part === `${changes.month}-01` ? more : 0)] as const,
  );
  return {
    measure,
    periods: [MONTH, QUARTER, YEAR],
    parts: EACH_MONTH,
    cases: Object.fromEntries(constant),
    changes: Object.fromEntries(changed),
    askedBefore: '2022-01-01',
  };
}

/** Cases on each day of the first quarter. */
export function daily(measure: SensitiveMeasure, cases: Readonly<Record<string, number>>): Attacked {
  const ofDay = Object.entries(cases).map(([code, each]) => [code, (day: string) => (day < APRIL ? each : 0)] as const);
  return {
    measure,
    periods: [DAY, MONTH, QUARTER, YEAR],
    parts: [...DAYS_OF_QUARTER, ...EACH_MONTH.filter((month) => month >= APRIL)],
    cases: Object.fromEntries(ofDay),
    changes: {},
    // The days are alike.
    askedBefore: '2021-01-15',
  };
}

const APRIL = '2021-04-01';
export const DAYS_OF_QUARTER = EACH_DAY.filter((day) => day < APRIL);

interface Cell {
  /** Empty for the country. */
  readonly code: string;
  readonly period: number;
  readonly start: string;
  /** The day after the last one, where the period does not say it. */
  readonly end?: string;
}

/** A figure that the service shows. */
interface Answer extends Cell {
  readonly value: number;
  readonly revisedOn: string;
}

/** Every figure of the measure in 2021 that the service shows as known on a day, with the hromadas of these oblasts. */
export async function everyAnswer(
  client: TestClient<typeof SensitiveFiguresServiceService>,
  { measure, periods }: Attacked,
  asKnownOn: string,
  oblastCodes: readonly string[],
): Promise<Answer[]> {
  const parts = oblastCodes.map((territoryCode) => ({ territoryCode, level: ReleaseLevel.HROMADA }));
  const answers: Answer[] = [];
  for (const place of [{ level: undefined }, { level: ReleaseLevel.OBLAST }, ...parts]) {
    for (const period of periods.filter((each) => each !== DAY || place.level !== ReleaseLevel.HROMADA)) {
      for (let pageToken: string | undefined = ''; pageToken !== undefined;) {
        const page = await client.listSensitiveFigures({
          category: IncidentCategory.DOMESTIC_VIOLENCE,
          measure,
          from: '2021-01-01',
          // Nothing is counted on the days after the quarter.
          to: period === DAY ? (DAYS_OF_QUARTER.at(-1) ?? '') : '2021-12-31',
          ...place,
          level: place.level ?? 0,
          period,
          asKnownOn,
          pageSize: 500,
          pageToken,
        });
        for (const { territoryCode: code, periodStart: start, value, revisedOn } of page.figures) {
          if (value !== undefined) answers.push({ code, period, start, value: Number(value), revisedOn });
        }
        pageToken = page.nextPageToken || undefined;
      }
    }
  }
  return answers;
}

/** The sum of whole months that the scorecard shows of a place, as known before any revision. */
export async function scorecardAnswer(
  client: StatisticsServiceClient,
  promise: string,
  territoryCode: string,
): Promise<Answer[]> {
  const year = { firstDay: '2021-01-01', lastDay: '2021-12-31' };
  const card = await scorecardOf(client, { ...year, territoryCode, knownOn: '2022-02-15' });
  const { coveredFrom: start, coveredTo: last, value } = rowOf(card, promise);
  if (value === undefined) return [];
  return [{ code: territoryCode, period: 0, start, end: addDays(last, 1), value, revisedOn: '' }];
}

/** A hromada, or what remains of an oblast or of the country: to the attacker, one unknown for each part of the year. */
interface Leaf {
  readonly code: string;
  readonly oblastCode: string;
}

/**
 * The hidden figures that follow from all answers more exactly than `fewest`, by linear programming: of the first release,
 * of the change since, and of both together. An answer says something about the first release; one that was revised, also
 * about the change, which is never negative here.
 */
export async function disclosed(
  answers: readonly (readonly Answer[])[],
  { cases, changes, parts, periods, askedBefore }: Attacked,
  fewest: number,
): Promise<string[]> {
  const leaves = leavesOf(Object.keys(cases));
  const unknownsIn = (cell: Cell, layer: number): number[] => {
    const wanted = partsIn(parts, cell);
    return leaves.flatMap((leaf, index) => {
      const isPart = cell.code === '' || cell.code === leaf.oblastCode || cell.code === leaf.code;
      return isPart ? wanted.map((part) => (layer * leaves.length + index) * parts.length + part) : [];
    });
  };
  const cells = leaves.flatMap(({ code }) => cellsOf(code, periods)).filter(({ start }) => start < askedBefore);
  const valueIn = (layer: number, cell: Cell): number => {
    const of = [cases, changes][layer]?.[cell.code];
    return partsIn(parts, cell).reduce((sum, part) => sum + (of?.(parts[part] ?? '') ?? 0), 0);
  };
  const asked = [[FIRST], [CHANGE], [FIRST, CHANGE]].flatMap((layers) =>
    cells
      .map((cell) => ({ ...cell, layers, value: layers.reduce((sum, layer) => sum + valueIn(layer, cell), 0) }))
      // That nothing has changed may be known.
      .filter(({ value }) => value < fewest && (value > 0 || layers.includes(FIRST))),
  );
  const bounds = await boundsOf(
    {
      unknowns: Array.from({ length: 2 * leaves.length * parts.length }, () => ({ isFree: false })),
      equations: equationsOf(answers.flat(), unknownsIn),
    },
    asked.map((cell) => cell.layers.flatMap((layer) => unknownsIn(cell, layer))),
    fewest,
  );
  return asked.flatMap(({ code, period, start, layers }, index) => {
    const { low = 0, high = 0 } = bounds[index] ?? {};
    const isWide = high - low >= fewest - 1e-6;
    return isWide ? [] : [`${code} ${period} ${start} of release ${layers.join(' and ')}: ${low} to ${high}`];
  });
}

/** The unknowns of the first release come before those of the change. */
const [FIRST, CHANGE] = [0, 1];

/** The indices of the parts that a cell consists of. */
function partsIn(parts: readonly string[], cell: Cell): number[] {
  const end = endOf(cell);
  if (!parts.includes(cell.start)) throw new Error(`the attacker knows no part that begins on ${cell.start}`);
  return parts.flatMap((part, index) => (part >= cell.start && part < end ? [index] : []));
}

function endOf({ start, period, end }: Cell): string {
  if (end !== undefined) return end;
  if (period === DAY) return addDays(start, 1);
  return EACH_MONTH[EACH_MONTH.indexOf(start) + (MONTHS_IN.get(period) ?? 0)] ?? '2022-01-01';
}

const MONTHS_IN = new Map<number, number>([
  [MONTH, 1],
  [QUARTER, 3],
  [YEAR, 12],
]);

function leavesOf(codes: readonly string[]): Leaf[] {
  const leaves = codes.map((code) => ({
    code,
    oblastCode: hromadas().find((hromada) => hromada.code === code)?.oblastCode ?? code,
  }));
  const partly = new Set(leaves.filter(({ code, oblastCode }) => code !== oblastCode).map((leaf) => leaf.oblastCode));
  const rests = [...partly].map((oblastCode) => ({ code: `others in ${oblastCode}`, oblastCode }));
  return [...leaves, ...rests, { code: 'other oblasts', oblastCode: 'other oblasts' }];
}

function cellsOf(code: string, periods: readonly number[]): Cell[] {
  return periods.flatMap((period) => {
    const length = MONTHS_IN.get(period) ?? 1;
    const starts = period === DAY ? DAYS_OF_QUARTER : EACH_MONTH.filter((_, month) => month % length === 0);
    return starts.map((start) => ({ code, period, start }));
  });
}

function equationsOf(answers: readonly Answer[], unknownsIn: (answer: Answer, layer: number) => number[]): Equation[] {
  const firsts = new Map<string, number>();
  return answers.flatMap((answer) => {
    const key = `${answer.code} ${answer.period} ${answer.start}`;
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, answer.value);
      return [{ unknowns: unknownsIn(answer, FIRST), sum: answer.value }];
    }
    return answer.revisedOn === '' ? [] : [{ unknowns: unknownsIn(answer, CHANGE), sum: answer.value - first }];
  });
}
