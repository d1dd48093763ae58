import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListHromadaCoverageResponse } from '@safe-community/contracts/officers/v1/coverage.ts';
import { GetCoverageResponse } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { GetPublicProfileResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
import {
  FigureDimension,
  ListMeasuresResponse,
  MeasureKind,
  SensitiveReading,
  QueryFiguresResponse,
  TerritoryLevel,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { GetScorecardResponse } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { comparedOblasts } from './compared-oblasts.ts';
import { NOTHING_OBSERVED, OFFICIAL_ANSWERS } from './official-answers.ts';
import { exportChart } from './chart-answers.ts';
import { REPORT_ANSWERS } from './report-answers.ts';
import { SCORECARD_ANSWER } from './scorecard-answers.ts';
import { CompareTerritoriesResponse } from '@safe-community/contracts/statistics/v1/comparison.ts';
import type { Answers } from './answer-of.ts';

export const VINNYTSIA = 'UA05020030000031457';
/** Donetsk, and a hromada of Dnipropetrovsk oblast, as published. */
export const OCCUPIED = 'UA14080030000053877';
export const FRONTLINE = 'UA12060130000012028';

/** What the registry says of them. */
export const NOT_PLAIN: ReadonlyMap<string, object> = new Map([
  [OCCUPIED, { status: TerritoryStatus.OCCUPIED, statusSince: '2020-07-17', eligible: false }],
  [FRONTLINE, { status: TerritoryStatus.FRONTLINE, statusSince: '2022-04-27', eligible: false }],
]);

/** What the services answer when all is well. */
export const ANSWERS: Answers = {
  ...REPORT_ANSWERS,
  ...OFFICIAL_ANSWERS,
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
      hromadas: [VINNYTSIA, OCCUPIED, FRONTLINE].map((hromadaCode) => ({
        hromadaCode,
        beats: 60,
        staffedBeats: 12,
        requiredBeats: 53,
        eligible: true,
        ...NOT_PLAIN.get(hromadaCode),
      })),
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
  ExportChart: exportChart,
  QueryFigures: () =>
    QueryFiguresResponse.fromPartial({
      figures: [
        { category: IncidentCategory.FIRE, value: 1_234 },
        { category: IncidentCategory.MEDICAL, value: 3 },
      ],
    }),
  GetScorecard: () => SCORECARD_ANSWER,
};

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

/** Nobody shows a profile, nothing was counted. */
export const EMPTY_ANSWERS: Answers = {
  ...REPORT_ANSWERS,
  GetPublicProfile: () => GetPublicProfileResponse.fromPartial({ stationPhone: '+380432000000' }),
  ListHromadaCoverage: () =>
    ListHromadaCoverageResponse.fromPartial({ hromadas: [{ hromadaCode: VINNYTSIA, requiredBeats: 1 }] }),
  GetCoverage: () => GetCoverageResponse.fromPartial({}),
  CompareTerritories: () => CompareTerritoriesResponse.fromPartial({}),
  ListMeasures: () => ListMeasuresResponse.fromPartial({ measures: MEASURES }),
  ExportChart: exportChart,
  QueryFigures: () => QueryFiguresResponse.fromPartial({}),
  GetScorecard: () => GetScorecardResponse.fromPartial({}),
  ListOfficialFigures: NOTHING_OBSERVED,
};
