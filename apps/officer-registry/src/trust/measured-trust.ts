import type { Day } from '@safe-community/domain-kit';
import type { CoveredSurvey } from './survey.ts';
import { NO_FIGURE, reportTrust, type DisclosurePolicy, type TrustFigure } from './trust.ts';

/** A figure of a wave under the policy that holds. It says no more than `GetTrust` does. */
export interface MeasuredTrust {
  readonly wave: string;
  /** Empty for the country. */
  readonly oblastCode: string;
  /** Zero if all surveys were withdrawn. */
  readonly surveys: number;
  /** Of them, those that are not in the figure. */
  readonly uncoveredSurveys: number;
  /** Of all its surveys; empty if there are none. */
  readonly fieldworkStart: Day;
  readonly fieldworkEnd: Day;
  readonly figure: TrustFigure;
}

/** The figures of all waves, in the country and in each oblast whose surveys represent no other one. */
export function measureTrust(
  surveys: readonly CoveredSurvey[],
  policies: readonly DisclosurePolicy[],
): MeasuredTrust[] {
  const waves = Map.groupBy(surveys, ({ wave }) => wave);
  return [...waves.values()].flatMap((ofWave) => {
    const ofOneOblast = ofWave.filter(({ oblastCodes }) => oblastCodes.length === 1);
    const byOblast = Map.groupBy(ofOneOblast, ({ oblastCodes: [code = ''] }) => code);
    return [['', ofWave] as const, ...byOblast].flatMap(([oblastCode, all]) => measured(oblastCode, all, policies));
  });
}

function measured(
  oblastCode: string,
  surveys: readonly CoveredSurvey[],
  policies: readonly DisclosurePolicy[],
): MeasuredTrust[] {
  const [first] = surveys;
  if (first === undefined) return [];
  const { wave } = first;
  const { pooled, uncovered } = reportTrust(surveys, policies);
  return [
    {
      wave,
      oblastCode,
      surveys: surveys.length,
      uncoveredSurveys: uncovered.length,
      fieldworkStart: surveys.reduce(
        (start, each) => (each.fieldworkStart < start ? each.fieldworkStart : start),
        '9999',
      ),
      fieldworkEnd: surveys.reduce((end, each) => (each.fieldworkEnd > end ? each.fieldworkEnd : end), ''),
      figure: pooled,
    },
  ];
}

const NOTHING: TrustFigure = { shown: 'sample_too_small', ...NO_FIGURE };

/** The figures that differ from those published before, and those that no longer have a survey. */
export function changedTrust(now: readonly MeasuredTrust[], published: readonly MeasuredTrust[]): MeasuredTrust[] {
  const former = new Map(published.map((each) => [keyOf(each), each]));
  const current = new Set(now.map(keyOf));
  const gone = published.filter((each) => each.surveys > 0 && !current.has(keyOf(each)));
  return [
    ...now.filter((each) => JSON.stringify(former.get(keyOf(each))) !== JSON.stringify(each)),
    ...gone.map((each) => ({
      ...each,
      surveys: 0,
      uncoveredSurveys: 0,
      fieldworkStart: '',
      fieldworkEnd: '',
      figure: NOTHING,
    })),
  ];
}

function keyOf({ wave, oblastCode }: MeasuredTrust): string {
  return `${wave} ${oblastCode}`;
}
