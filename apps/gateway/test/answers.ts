import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListHromadaCoverageResponse } from '@safe-community/contracts/officers/v1/coverage.ts';
import { GetCoverageResponse } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { GetPublicProfileResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { Indicator, Qualifier } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  FigureDimension,
  ListMeasuresResponse,
  MeasureKind,
  SensitiveReading,
  QueryFiguresResponse,
  TerritoryLevel,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { Direction, Trend, Verdict } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { GetScorecardResponse } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { REPORT_ANSWERS } from './report-answers.ts';
import { CompareTerritoriesResponse, FunnelPosition } from '@safe-community/contracts/statistics/v1/comparison.ts';
import type { Answers } from './running-pages.ts';

export const VINNYTSIA = 'UA05020030000031457';

const SOURCE = {
  publisherUk: 'МВС',
  publisherEn: 'Ministry of Internal Affairs',
  title: 'Заява',
  published: { year: 2021, month: 11, day: 4 },
};
const DAY = { year: 2021, month: 12, day: 31 };
const official = (indicator: Indicator, value: number, qualifier: Qualifier = Qualifier.EXACT) => ({
  indicator,
  value,
  qualifier,
  periodEnd: DAY,
  provenance: SOURCE,
});

/** What the services answer when all is well. */
export const ANSWERS: Answers = {
  ...REPORT_ANSWERS,
  GetPublicProfile: () =>
    GetPublicProfileResponse.fromPartial({
      profile: {
        name: 'Іван Громадський',
        dutyPhone: '+380670000001',
        officeHours: [{ weekday: 1, opens: '09:00', closes: '12:00' }],
        languages: ['uk', 'crh'],
      },
    }),
  ListHromadaCoverage: () =>
    ListHromadaCoverageResponse.fromPartial({
      hromadas: [{ hromadaCode: VINNYTSIA, beats: 60, staffedBeats: 12, requiredBeats: 53, eligible: true }],
    }),
  GetCoverage: () =>
    GetCoverageResponse.fromPartial({
      oblasts: [{ oblastCode: 'UA05000000000010236', hromadas: 63, coveredHromadas: 20 }],
    }),
  CompareTerritories: () =>
    CompareTerritoriesResponse.fromPartial({
      territories: comparedOblasts(),
      group: {
        territories: 3,
        withoutRate: 1,
        count: 2_000n,
        population: 2_530_000n,
        rate: { value: 79.1, low: 75.6, high: 82.6 },
        overdispersion: 0.2,
        populationSources: [{ publisher: 'State Statistics Service', date: '2022-01-01' }],
      },
    }),
  ListMeasures: () => ListMeasuresResponse.fromPartial({ measures: MEASURES, sensitive: SENSITIVE_MEASURES }),
  QueryFigures: () =>
    QueryFiguresResponse.fromPartial({
      figures: [
        { category: IncidentCategory.FIRE, value: 1_234 },
        { category: IncidentCategory.MEDICAL, value: 3 },
      ],
    }),
  GetScorecard: () =>
    GetScorecardResponse.fromPartial({
      scorecard: {
        asOf: new Date('2026-11-28T09:00:00Z'),
        firstDay: '2026-01-01',
        countedUntil: '2026-11-28',
        rows: ROWS,
        ratios: [{ sentenceUk: 'Менше, ніж 2020 року.', sentenceEn: 'Fewer than in 2020.' }],
        incidents: [
          { category: IncidentCategory.FIRE, current: 10n, medianResponseSeconds: 540 },
          { category: IncidentCategory.MEDICAL, current: 7n, medianResponseSeconds: 720 },
        ],
      },
    }),
};

/** As statistics declares promises. */
const LISTED = { shown: ['pages', 'terminal'], better: Direction.FEWER, unit: 'people' };
const ROWS = [
  {
    ...LISTED,
    id: 'deaths_road',
    titleUk: 'Загинуло на дорогах',
    titleEn: 'Killed on roads',
    group: 'lives',
    measures: ['killed'],
    value: 1_500,
    baselines: [{ counted: 1_700 }, { official: official(Indicator.DEATHS_ROAD, 3_554) }],
    trend: Trend.FEWER,
  },
  {
    id: 'deaths_not_itemised',
    titleUk: 'Не деталізовано',
    titleEn: 'Not itemised',
    group: 'lives',
    unit: 'people',
    baselines: [{}, { official: official(Indicator.DEATHS_NOT_ITEMISED, 1_331) }],
    verdict: Verdict.NOT_MEASURED,
  },
  {
    ...LISTED,
    id: 'deaths_total',
    titleUk: 'Загинуло громадян, усі причини',
    titleEn: 'Citizens killed, all causes',
    group: 'lives',
    value: 20,
    leftOutUk: 'Без категорії «Безпека в школі».',
    leftOutEn: 'Without school safety.',
    baselines: [{}, { official: official(Indicator.DEATHS_TOTAL, 7_814) }],
    difference: { total: 7_814, sum: 7_800, missingParts: [Indicator.DEATHS_ROAD] },
  },
  {
    id: 'community_officers',
    titleUk: 'Офіцери громад, які служать',
    titleEn: 'Community officers in service',
    group: 'near',
    unit: 'officers',
    better: Direction.MORE,
    value: 640,
    target: official(Indicator.COMMUNITY_OFFICERS, 2_000),
    goals: [official(Indicator.COMMUNITY_OFFICERS, 2_000)],
    due: '2021-12-31',
    verdict: Verdict.LATE,
  },
  { id: 'officers_on_beats', group: 'near', unit: 'officers', value: 632 },
  { id: 'hromadas_on_beats', group: 'near', unit: 'hromadas', value: 372, whole: 1_469 },
  { id: 'patrol_with_camera', group: 'near', unit: 'officers', value: 60, whole: 100 },
  { id: 'camera_coverage', group: 'near', unit: 'per cent', target: official(Indicator.CAMERA_COVERAGE_PERCENT, 100) },
  {
    id: 'trust',
    group: 'near',
    unit: 'per cent',
    value: 64,
    sample: { size: 400, effectiveSize: 200, low: 57.1, high: 70.3 },
    official: official(Indicator.TRUST_PERCENT, 70, Qualifier.MORE_THAN),
  },
  {
    ...LISTED,
    id: 'pit_repair_time',
    titleUk: 'Час ремонту ями',
    titleEn: 'Time to repair a pothole',
    group: 'streets',
    unit: 'seconds',
    value: 5_400,
    baselines: [{ counted: 7_080 }],
  },
  {
    ...LISTED,
    id: 'school_safety',
    titleUk: 'Події у школах, оприлюднено',
    titleEn: 'Incidents at schools, released',
    group: 'protection',
    value: 40,
    coveredFrom: '2026-01-01',
    coveredTo: '2026-09-30',
  },
  {
    ...LISTED,
    id: 'complaints_in_time',
    titleUk: 'Скарги на поліцію, розглянуті вчасно',
    titleEn: 'Complaints about the police answered in time',
    group: 'on_time',
    unit: 'per cent',
    value: 87.5,
  },
];

const { TERRITORY, DAY: BY_DAY, WEEK, MONTH, QUARTER, YEAR, CATEGORY, CHANNEL } = FigureDimension;
const SUPPRESSION = { suppression: 'Sensitive ones are left out.', suppressionUk: 'Чутливі події вилучено.' };
const SENSITIVE_MEASURES = [
  {
    name: 'visits_done',
    nameUk: 'Здійснені повторні відвідування',
    nameEn: 'Follow-up visits that took place',
    unit: 'visits',
    unitUk: 'відвідувань',
    definition: 'Follow-up visits.',
    definitionUk: 'Повторні відвідування.',
    basis: 'follow-up-visit-recorded',
    suppression: 'Released if it is not too small.',
    suppressionUk: 'Оприлюднюється, якщо число не замале.',
    howToRead: [SensitiveReading.RELEASED, SensitiveReading.EXACT],
  },
];
const MEASURES = [
  ...['incidents', 'killed', 'injured', 'children_killed', 'children_injured'].map((name) => ({
    name,
    nameUk: 'Події',
    nameEn: 'Incidents',
    unit: 'incidents',
    unitUk: 'подій',
    kind: MeasureKind.COUNT,
    definition: 'Reported incidents.',
    definitionUk: 'Зареєстровані події.',
    basis: 'incident-reported, incident-withdrawn',
    ...SUPPRESSION,
    dimensions: [TERRITORY, BY_DAY, WEEK, MONTH, QUARTER, YEAR, CATEGORY, CHANNEL],
    lowestLevel: name.startsWith('children_') ? TerritoryLevel.OBLAST : TerritoryLevel.HROMADA,
  })),
  {
    name: 'response_time_p50',
    nameUk: 'Час реагування',
    nameEn: 'Response time',
    unit: 'seconds',
    unitUk: 'секунд',
    kind: MeasureKind.QUANTILE,
    definition: 'From the receipt until the arrival.',
    definitionUk: 'Від надходження до прибуття.',
    basis: 'responder-arrived',
    ...SUPPRESSION,
    dimensions: [TERRITORY, MONTH, CATEGORY],
    lowestLevel: TerritoryLevel.HROMADA,
    relativeError: 0.025,
    leastCases: 10,
  },
  {
    name: 'camera_coverage',
    nameUk: 'Забезпеченість камерами',
    nameEn: 'Coverage with cameras',
    unit: 'per cent',
    unitUk: 'відсотків',
    kind: MeasureKind.SHARE,
    definition: 'Officers with a camera.',
    definitionUk: 'Патрульні з камерою.',
    basis: 'coverage-changed',
    suppression: 'Nothing is left out.',
    suppressionUk: 'Нічого не вилучено.',
    dimensions: [TERRITORY, MONTH],
    lowestLevel: TerritoryLevel.OBLAST,
  },
];

function comparedOblasts(): object[] {
  const rate = (value: number) => ({ value, low: value * 0.9, high: value * 1.1 });
  const limits = { innerLow: 20, innerHigh: 80, outerLow: 10, outerHigh: 90 };
  return [
    {
      code: 'UA05000000000010236',
      count: 1_500n,
      population: 1_509_000n,
      rank: 1,
      rate: rate(99.4),
      shrunkenRate: rate(95.1),
      limits,
      widenedLimits: limits,
      position: FunnelPosition.FAR_ABOVE,
    },
    {
      code: 'UA07000000000024379',
      count: 500n,
      population: 1_021_000n,
      rank: 2,
      rate: rate(48.9),
      shrunkenRate: rate(49.3),
      limits,
      widenedLimits: limits,
      position: FunnelPosition.WITHIN,
    },
    { code: 'UA01000000000013043', count: 0n },
  ];
}

/** Nobody shows a profile, nothing was counted. */
export const EMPTY_ANSWERS: Answers = {
  ...REPORT_ANSWERS,
  GetPublicProfile: () => GetPublicProfileResponse.fromPartial({ stationPhone: '+380432000000' }),
  ListHromadaCoverage: () =>
    ListHromadaCoverageResponse.fromPartial({ hromadas: [{ hromadaCode: VINNYTSIA, requiredBeats: 1 }] }),
  GetCoverage: () => GetCoverageResponse.fromPartial({}),
  CompareTerritories: () => CompareTerritoriesResponse.fromPartial({}),
  ListMeasures: () => ListMeasuresResponse.fromPartial({ measures: MEASURES }),
  QueryFigures: () => QueryFiguresResponse.fromPartial({}),
  GetScorecard: () => GetScorecardResponse.fromPartial({}),
};
