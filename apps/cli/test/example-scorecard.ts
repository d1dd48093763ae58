import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { TargetArea, TargetGoal, TargetStatus } from '@safe-community/contracts/incidents/v1/response_target.ts';
import { FigureKind, Indicator, type OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  Direction,
  ForecastMethod,
  Scorecard,
  ScorecardRow,
  Trend,
  Verdict,
} from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { publishedFigures } from '../src/figure-file/published-figures.ts';
import { renderScorecard, type View } from '../src/scorecard/render-scorecard.ts';
import { paintFor } from '../src/terminal/paint.ts';

const { OBSERVED, TARGET } = FigureKind;
const { MORE, FEWER } = Direction;

const PUBLISHED = await publishedFigures();
const PUBLISHERS = ['Patrol Police of Ukraine', 'Ministry of Internal Affairs of Ukraine'];

/** The last statement of the series that its promise is read from, with the series described. */
function figure(indicator: Indicator, year: number, kind: FigureKind = OBSERVED): OfficialFigure | undefined {
  const described = PUBLISHED.find(
    ({ series }) => series?.indicator === indicator && PUBLISHERS.includes(series.publisherEn),
  )?.series;
  const found = PUBLISHED.findLast(
    (each) => each.series?.id === described?.id && each.periodEnd?.year === year && each.kind === kind,
  );
  return found && { ...found, series: described };
}

type PartialRow = Parameters<typeof ScorecardRow.fromPartial>[0];
type Title = readonly [en: string, uk: string];

function row(group: string, [titleEn, titleUk]: Title, more: PartialRow) {
  return { group, titleEn, titleUk, shown: ['terminal'], ...more };
}

/** The same days of the year before and of 2020. */
export function baselines(before: number | undefined, of2020: number | undefined, published?: Indicator) {
  const of = (year: number, counted: number | undefined) => ({
    firstDay: `${year}-01-01`,
    lastDay: `${year}-12-01`,
    counted,
    official: published === undefined ? undefined : figure(published, year),
  });
  return [of(2025, before), of(2020, of2020)];
}

export const PEOPLE = { unit: 'people', better: FEWER };
const SHARE = { unit: 'per cent', better: MORE };
const TIME = { unit: 'seconds', better: FEWER };
const SAMPLE = { size: 1_400, effectiveSize: 200.4, low: 57.13, high: 70.28 };
const OFFICERS = row('near', ['Community officers in post', 'Офіцери громад на посаді'], {
  unit: 'officers',
  better: MORE,
  value: 632,
  official: figure(Indicator.COMMUNITY_OFFICERS, 2021),
  target: figure(Indicator.COMMUNITY_OFFICERS, 2022, TARGET),
  goals: [2022, 2021].flatMap((year) => figure(Indicator.COMMUNITY_OFFICERS, year, TARGET) ?? []),
  due: '2022-12-31',
  verdict: Verdict.LATE,
});
const TRUST_TITLE: Title = ['Trust in the officers', 'Довіра до офіцерів'];
export const TRUST = {
  ...SHARE,
  id: 'trust',
  official: figure(Indicator.TRUST_PERCENT, 2021),
  target: figure(Indicator.TRUST_PERCENT, 2021, TARGET),
};
const VIOLENCE: Title = ['Domestic violence, released reports', 'Домашнє насильство, оприлюднені звернення'];
const ROADS: Title = ['Killed on roads', 'Загинуло на дорогах'];

export const CARD = Scorecard.fromPartial({
  asOf: new Date('2026-12-01T16:05:00Z'),
  territoryCode: 'UA',
  firstDay: '2026-01-01',
  lastDay: '2026-12-31',
  countedUntil: '2026-12-01',
  progress: [
    { producer: 'officers', position: 2_783n },
    { producer: 'incidents', position: 8_925n },
    { producer: 'cameras', position: 3_402n },
  ],
  rows: [
    row('lives', ROADS, {
      ...PEOPLE,
      id: 'deaths_road',
      value: 40,
      measures: ['killed'],
      baselines: baselines(61, 84, Indicator.DEATHS_ROAD),
      trend: Trend.FEWER,
      forecast: { method: ForecastMethod.SEASONAL, value: 45.4, low: 36, high: 57, dispersion: 1.2 },
    }),
    row('lives', ['Killed in fires', 'Загинуло на пожежах'], {
      ...PEOPLE,
      id: 'deaths_fire',
      measures: ['killed'],
      verdict: Verdict.NOT_MEASURED,
      baselines: baselines(undefined, undefined, Indicator.DEATHS_FIRE),
    }),
    row('lives', ['Citizens killed, all causes', 'Загинуло громадян, усі причини'], {
      ...PEOPLE,
      id: 'deaths_total',
      value: 74,
      measures: ['killed'],
      leftOutUk: 'Без категорії «Безпека в школі».',
      leftOutEn: 'Without school safety.',
      baselines: baselines(undefined, undefined, Indicator.DEATHS_TOTAL),
      difference: {
        kind: OBSERVED,
        periodStart: { year: 2020, month: 1, day: 1 },
        periodEnd: { year: 2020, month: 12, day: 31 },
        total: 7_814,
        sum: 7_801,
        missingParts: [Indicator.DEATHS_NOT_ITEMISED],
        inexactParts: [],
      },
    }),
    row('lives', ['Defenders killed (counted separately)', 'Загинуло захисників (окремо)'], { ...PEOPLE, value: 0 }),
    row('on_time', ['Time to arrive at a fire', 'Час прибуття на пожежу'], {
      ...TIME,
      value: 840,
      verdict: Verdict.CANNOT_BE_TOLD,
      rules: [
        {
          minutes: 10,
          goal: TargetGoal.ARRIVAL,
          area: TargetArea.URBAN,
          status: TargetStatus.NOT_STATED,
          validFrom: '2000-01-01',
        },
      ],
    }),
    OFFICERS,
    row('near', ['Hromadas with a named officer', 'Громади зі своїм офіцером'], {
      unit: 'hromadas',
      better: MORE,
      value: 372,
      whole: 1_329,
      verdict: Verdict.ON_THE_WAY,
    }),
    row('near', ['Patrol with a body camera', 'Патрульні з камерою'], {
      ...SHARE,
      value: 93.7,
      whole: 1_494,
      target: figure(Indicator.CAMERA_COVERAGE_PERCENT, 2021, TARGET),
      verdict: Verdict.ON_THE_WAY,
    }),
    row('near', TRUST_TITLE, { ...TRUST, value: 64, sample: SAMPLE, verdict: Verdict.CANNOT_BE_TOLD }),
    row('streets', ['Street lights repaired', 'Відремонтовано ліхтарів'], {
      unit: 'repairs',
      better: MORE,
      value: 1_318,
      baselines: baselines(910, 700),
      trend: Trend.MORE,
    }),
    row('streets', ['Time to repair a pothole', 'Час ремонту ями'], {
      ...TIME,
      value: 1_210_000,
      verdict: Verdict.LATE,
      rules: [{ minutes: 14_400, status: TargetStatus.RECOMMENDED, validFrom: '2000-01-01', confirmed: false }],
    }),
    row('protection', VIOLENCE, {
      unit: 'incidents',
      better: FEWER,
      value: 120,
      coveredFrom: '2026-01-01',
      coveredTo: '2026-09-30',
      baselines: baselines(131, 140),
      trend: Trend.NO_CLEAR_CHANGE,
    }),
    row('protection', ['Overdue visits to victims, released', 'Прострочені відвідування постраждалих, оприлюднено'], {
      unit: 'visits',
      better: FEWER,
      verdict: Verdict.NOT_MEASURED,
    }),
    row('on_time', ['Complaints about the police answered in time', 'Скарги на поліцію, розглянуті вчасно'], {
      ...SHARE,
      value: 61,
      whole: 212,
      baselines: baselines(70, undefined),
      trend: Trend.FEWER,
    }),
    row('on_time', ['Questions of residents answered in time', 'Запитання мешканців, на які відповіли вчасно'], {
      ...SHARE,
      measures: ['questions_answered_in_time'],
      verdict: Verdict.NOT_MEASURED,
    }),
    { ...row('near', ['Officers assigned to a beat', 'Офіцери, закріплені за дільницями'], { value: 632 }), shown: [] },
  ],
  ratios: [
    {
      cause: 'deaths_road',
      official: true,
      firstDay: '2025-01-01',
      lastDay: '2025-12-31',
      deaths: 3_249,
      deaths2020: 3_541,
      ratio: { value: 0.918, low: 0.873, high: 0.964 },
      trend: Trend.FEWER,
      sentenceUk: 'Українське речення про дороги.',
      sentenceEn: 'A sentence about roads.',
    },
  ],
  incidents: [
    { category: IncidentCategory.MEDICAL, current: 1_306n, responded: 1_228n, medianResponseSeconds: 840 },
    { category: IncidentCategory.FIRE, current: 240n },
    { category: IncidentCategory.GAS },
  ],
});

const PLAIN = { shows: 'known', installation: InstallationKind.REAL, paint: paintFor({}) } as const;

export function lines(card: Scorecard = CARD, view: Partial<View> = {}): string[] {
  return renderScorecard(card, { ...PLAIN, ...view }).split('\n');
}

/** The lines of a promise, from the one that has its title. */
export function linesOf(title: string, count = 1, all: readonly string[] = lines()): string[] {
  const at = all.findIndex((line) => line.startsWith(`  ${title}`));
  return all.slice(at, at + count).map((line) => line.trim());
}

/** Of a scorecard with nothing but this row. */
export function only(more: PartialRow, ratios: Scorecard['ratios'] = []): string[] {
  const rows = [ScorecardRow.fromPartial({ shown: ['terminal'], group: 'near', titleEn: 'A promise', ...more })];
  return lines({ ...CARD, rows, ratios, incidents: [] });
}
