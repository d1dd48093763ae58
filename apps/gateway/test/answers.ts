import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListHromadaCoverageResponse } from '@safe-community/contracts/officers/v1/coverage.ts';
import { GetPublicProfileResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { Indicator, Qualifier } from '@safe-community/contracts/statistics/v1/figure.ts';
import { QueryFiguresResponse } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { GetScorecardResponse } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { REPORT_ANSWERS } from './report-answers.ts';
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
      demonstration: true,
    }),
  ListHromadaCoverage: () =>
    ListHromadaCoverageResponse.fromPartial({
      hromadas: [{ hromadaCode: VINNYTSIA, beats: 60, staffedBeats: 12, requiredBeats: 53, eligible: true }],
    }),
  QueryFigures: () =>
    QueryFiguresResponse.fromPartial({
      figures: [
        { category: IncidentCategory.FIRE, value: 1_234, demonstration: 1_234 },
        { category: IncidentCategory.MEDICAL, value: 3 },
      ],
    }),
  GetScorecard: () =>
    GetScorecardResponse.fromPartial({
      scorecard: {
        asOf: new Date('2026-11-28T09:00:00Z'),
        officers: {
          assigned: 632,
          hromadasCovered: 372,
          hromadas: 1_469,
          demonstration: 632,
          targets: [official(Indicator.COMMUNITY_OFFICERS, 2_000)],
        },
        cameras: { strength: 100, equipped: 60, targetPercent: 100, demonstration: 100 },
        trust: { observed: official(Indicator.TRUST_PERCENT, 70, Qualifier.MORE_THAN) },
        deaths: [
          { indicator: Indicator.DEATHS_ROAD, official: official(Indicator.DEATHS_ROAD, 3_554), counted: 12n },
          { indicator: Indicator.DEATHS_NOT_ITEMISED, official: official(Indicator.DEATHS_NOT_ITEMISED, 1_331) },
          {
            indicator: Indicator.DEATHS_TOTAL,
            official: official(Indicator.DEATHS_TOTAL, 7_814),
            counted: 20n,
            difference: { total: 7_814, sum: 7_800 },
          },
        ],
        incidents: [{ category: IncidentCategory.FIRE, count: 10n, medianResponseSeconds: 540 }],
        incidentsTotal: 10n,
      },
    }),
};

/** Nobody shows a profile, nothing was counted. */
export const EMPTY_ANSWERS: Answers = {
  ...REPORT_ANSWERS,
  GetPublicProfile: () => GetPublicProfileResponse.fromPartial({ stationPhone: '+380432000000' }),
  ListHromadaCoverage: () =>
    ListHromadaCoverageResponse.fromPartial({ hromadas: [{ hromadaCode: VINNYTSIA, requiredBeats: 1 }] }),
  QueryFigures: () => QueryFiguresResponse.fromPartial({}),
  GetScorecard: () => GetScorecardResponse.fromPartial({}),
};
