import {
  FigureKind,
  Indicator,
  Qualifier,
  type Day,
  type OfficialFigure,
  type Provenance,
} from '@safe-community/contracts/statistics/v1/figure.ts';

const MINISTRY: Provenance = {
  publisherUk: 'Міністерство внутрішніх справ України',
  publisherEn: 'Ministry of Internal Affairs of Ukraine',
  title: 'Statement on the Safe Community programme (Безпечна громада), 4 November 2021',
  published: day(2021, 11, 4),
  sentence: '',
  link: '',
};

const PATROL_POLICE: Provenance = {
  publisherUk: 'Патрульна поліція України (О. Білошицький)',
  publisherEn: 'Patrol Police of Ukraine (O. Biloshytskyi)',
  title: 'Road accidents of 2020, first published figures',
  published: day(2021, 1, 12),
  sentence: '',
  link: 'https://censor.net/ua/news/3241405',
};

const CABINET: Provenance = {
  publisherUk: 'Кабінет Міністрів України',
  publisherEn: 'Cabinet of Ministers of Ukraine',
  title:
    'Orders of 12 June 2020 that determine the centres and territories of the hromadas of each oblast; codifier KATOTTG',
  published: day(2020, 6, 12),
  sentence: '',
  link: '',
};

const OF_2020 = { periodStart: day(2020, 1, 1), periodEnd: day(2020, 12, 31) };
const IN_STATEMENT = on(day(2021, 11, 4));

/**
 * The figures of the programme as published. The itemised deaths of 2020 add up
 * to 6,483, the published total is 7,814: the difference is a separate figure.
 */
export const OFFICIAL_FIGURES: readonly OfficialFigure[] = [
  observed(Indicator.DEATHS_ROAD, 3_554, OF_2020),
  // The statement gives another number: a revision, or another scope; neither source says which.
  { ...observed(Indicator.DEATHS_ROAD, 3_541, OF_2020), provenance: PATROL_POLICE },
  observed(Indicator.DEATHS_FIRE, 1_728, OF_2020),
  observed(Indicator.DEATHS_WATER, 1_201, OF_2020),
  observed(Indicator.DEATHS_NOT_ITEMISED, 1_331, OF_2020),
  observed(Indicator.DEATHS_TOTAL, 7_814, OF_2020),
  observed(Indicator.DEFENDERS_KILLED, 50, OF_2020),
  observed(Indicator.COMMUNITY_OFFICERS, 632, IN_STATEMENT),
  observed(Indicator.HROMADAS_COVERED, 372, IN_STATEMENT),
  { ...observed(Indicator.HROMADAS, 1_469, on(day(2020, 6, 12))), provenance: CABINET },
  { ...observed(Indicator.TRUST_PERCENT, 70, IN_STATEMENT), qualifier: Qualifier.MORE_THAN },
  target(Indicator.COMMUNITY_OFFICERS, 1_000, on(day(2021, 12, 31))),
  target(Indicator.COMMUNITY_OFFICERS, 2_000, on(day(2022, 12, 31))),
  { ...target(Indicator.TRUST_PERCENT, 70, IN_STATEMENT), qualifier: Qualifier.MORE_THAN },
  target(Indicator.CAMERA_COVERAGE_PERCENT, 100, IN_STATEMENT),
];

type Period = Pick<OfficialFigure, 'periodStart' | 'periodEnd'>;

function observed(indicator: Indicator, value: number, period: Period): OfficialFigure {
  return { indicator, kind: FigureKind.OBSERVED, value, qualifier: Qualifier.EXACT, ...period, provenance: MINISTRY };
}

function target(indicator: Indicator, value: number, period: Period): OfficialFigure {
  return { ...observed(indicator, value, period), kind: FigureKind.TARGET };
}

function on(moment: Day): Period {
  return { periodStart: moment, periodEnd: moment };
}

function day(year: number, month: number, dayOfMonth: number): Day {
  return { year, month, day: dayOfMonth };
}
