import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ReleaseLevel,
  ReleasePeriod,
  SensitiveMeasure,
} from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import type { SensitiveFiguresServiceService } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import { hromadas } from '@safe-community/territory';
import type { TestClient } from '@safe-community/testkit';
import { boundsOf, type Equation } from './linear-attack.ts';
import { MONTHS_OF_2021 } from './sensitive-counts.ts';

const { MONTH, QUARTER, YEAR } = ReleasePeriod;
const PERIODS = [MONTH, QUARTER, YEAR];
const MONTHS_IN = new Map<number, number>([
  [MONTH, 1],
  [QUARTER, 3],
  [YEAR, 12],
]);

/** A figure that the service shows. */
interface Answer {
  /** Empty for the country. */
  readonly code: string;
  readonly period: number;
  readonly start: string;
  readonly value: number;
  readonly revisedOn: string;
}

/** Every figure of domestic violence of 2021 that the service shows as known on a day, with the hromadas of these oblasts. */
export async function everyAnswer(
  client: TestClient<typeof SensitiveFiguresServiceService>,
  asKnownOn: string,
  oblastCodes: readonly string[],
): Promise<Answer[]> {
  const parts = oblastCodes.map((territoryCode) => ({ territoryCode, level: ReleaseLevel.HROMADA }));
  const answers: Answer[] = [];
  for (const place of [{}, { level: ReleaseLevel.OBLAST }, ...parts]) {
    for (const period of PERIODS) {
      for (let pageToken: string | undefined = ''; pageToken !== undefined;) {
        const page = await client.listSensitiveFigures({
          category: IncidentCategory.DOMESTIC_VIOLENCE,
          measure: SensitiveMeasure.INCIDENTS,
          from: '2021-01-01',
          to: '2021-12-31',
          ...place,
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

/** A hromada, or what remains of an oblast or of the country: to the attacker, one unknown for each month. */
interface Leaf {
  readonly code: string;
  readonly oblastCode: string;
}

/**
 * The hidden figures that follow from all answers more exactly than `fewest`, by linear programming. An answer says
 * something about the first release; one that was revised, also about the change, which is never negative here.
 *
 * @param cases of each month, by hromada. All others have none.
 */
export async function disclosed(
  answers: readonly (readonly Answer[])[],
  cases: Readonly<Record<string, number>>,
  fewest: number,
): Promise<string[]> {
  const leaves = leavesOf(Object.keys(cases));
  const unknownsIn = ({ code, period, start }: Omit<Answer, 'value' | 'revisedOn'>, layer: number): number[] => {
    const first = MONTHS_OF_2021.indexOf(start.slice(0, 7));
    const months = Array.from({ length: MONTHS_IN.get(period) ?? 0 }, (_, index) => first + index);
    return leaves.flatMap((leaf, index) => {
      const isPart = code === '' || code === leaf.oblastCode || code === leaf.code;
      return isPart ? months.map((month) => (layer * leaves.length + index) * 12 + month) : [];
    });
  };
  const asked = leaves.flatMap(({ code }) => cellsOf(code, cases[code] ?? 0)).filter(({ value }) => value < fewest);
  const bounds = await boundsOf(
    Array.from({ length: 2 * leaves.length * 12 }, () => ({ isFree: false })),
    equationsOf(answers.flat(), unknownsIn),
    asked.map((cell) => unknownsIn(cell, 0)),
    fewest,
  );
  return asked.flatMap(({ code, period, start }, index) => {
    const { low = 0, high = 0 } = bounds[index] ?? {};
    return high - low >= fewest - 1e-6 ? [] : [`${code} ${period} ${start}: ${low} to ${high}`];
  });
}

function leavesOf(codes: readonly string[]): Leaf[] {
  const leaves = codes.map((code) => ({
    code,
    oblastCode: hromadas().find((hromada) => hromada.code === code)?.oblastCode ?? code,
  }));
  const partly = new Set(leaves.filter(({ code, oblastCode }) => code !== oblastCode).map((leaf) => leaf.oblastCode));
  const rests = [...partly].map((oblastCode) => ({ code: `others in ${oblastCode}`, oblastCode }));
  return [...leaves, ...rests, { code: 'other oblasts', oblastCode: 'other oblasts' }];
}

function cellsOf(code: string, eachMonth: number) {
  return PERIODS.flatMap((period) => {
    const length = MONTHS_IN.get(period) ?? 0;
    return MONTHS_OF_2021.filter((_, month) => month % length === 0).map((month) => ({
      code,
      period,
      start: `${month}-01`,
      value: eachMonth * length,
    }));
  });
}

function equationsOf(answers: readonly Answer[], unknownsIn: (answer: Answer, layer: number) => number[]): Equation[] {
  const firsts = new Map<string, number>();
  return answers.flatMap((answer) => {
    const key = `${answer.code} ${answer.period} ${answer.start}`;
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, answer.value);
      return [{ unknowns: unknownsIn(answer, 0), sum: answer.value }];
    }
    return answer.revisedOn === '' ? [] : [{ unknowns: unknownsIn(answer, 1), sum: answer.value - first }];
  });
}
