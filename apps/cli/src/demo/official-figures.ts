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
  publisherUk: 'Патрульна поліція України',
  publisherEn: 'Patrol Police of Ukraine',
  title: 'Road accidents of 2020, first published figures (O. Biloshytskyi)',
  published: day(2021, 1, 12),
  sentence: '',
  link: 'https://censor.net/ua/news/3241405',
};

/** The days on which the earlier years were first published are not known: nothing is known of them before this day. */
const ROADS_BY_YEAR: Provenance = {
  ...PATROL_POLICE,
  title: 'Deaths on roads by year, 2021–2025; as known on the day of the figure of 2025',
  published: day(2026, 2, 4),
  link: '',
};

const TEN_MONTHS_OF_2023: Provenance = {
  ...PATROL_POLICE,
  title: 'Road accidents of ten months of 2023 (O. Biloshytskyi)',
  published: day(2023, 11, 19),
  link: 'https://pravda.com.ua/ukr/news/2023/11/19/7429449/',
};

const NATIONAL_POLICE: Provenance = {
  publisherUk: 'Національна поліція України («Слово і діло»)',
  publisherEn: 'National Police of Ukraine (Slovo i Dilo)',
  title: 'Road accidents of 2018',
  published: day(2019, 2, 13),
  sentence: '',
  link: 'https://novyny.org/2019/02/13/v-ukraini-za-2018-rik-stalosia-ponad-150-tysiach-zareiestrovanykh-dtp/',
};

/** Running totals of the year. */
const EMERGENCY_SERVICE = (published: Day, link: string): Provenance => ({
  publisherUk: 'Державна служба України з надзвичайних ситуацій',
  publisherEn: 'State Emergency Service of Ukraine',
  title: 'Deaths in fires since the beginning of the year',
  published,
  sentence: '',
  link,
});

const GOVERNMENT: Provenance = {
  publisherUk: 'Кабінет Міністрів України',
  publisherEn: 'Cabinet of Ministers of Ukraine',
  title: 'Community police officers, figures of 3 March 2021',
  published: day(2021, 3, 3),
  sentence: '',
  link: 'http://www.fin.org.ua/news/1399177',
};

const MINISTER_2021: Provenance = {
  ...MINISTRY,
  title: 'The number of community police officers is to grow at least threefold in 2022 (D. Monastyrskyi)',
  published: day(2021, 9, 6),
  link: 'https://mvs.gov.ua/en/press-center/news/u-2022-roci-kilkist-policeiskix-oficeriv-gromadi-zroste-minimum-vtrici-denis-monastirskii',
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

const OF_2020 = year(2020);
const IN_STATEMENT = on(day(2021, 11, 4));

const RUNNING_TOTALS: readonly [number, Day, string][] = [
  [265, day(2020, 2, 10), 'https://unn.ua/news/zhertvami-pozhezh-z-pochatku-roku-stali-265-ukrayintsiv'],
  [
    953,
    day(2020, 8, 15),
    'https://slovoidilo.ua/amp/2020/08/15/novyna/suspilstvo/zyasuvalosya-skilky-lyudej-zahynulo-pozhezh-pochatku-roku',
  ],
  [
    1_132,
    day(2020, 10, 17),
    'https://www.dsnews.ua/ukr/society/v-ukraine-s-nachala-goda-v-pozharah-postradali-bolee-2-tysyach-chelovek-gschs-17102020-402862',
  ],
];

/**
 * The figures of the programme as published. The itemised deaths of 2020 add up
 * to 6,483, the published total is 7,814: the difference is a separate figure.
 */
export const OFFICIAL_FIGURES: readonly OfficialFigure[] = [
  observed(Indicator.DEATHS_ROAD, 3_554, OF_2020),
  // The statement gives another number: a revision, or another scope; neither source says which.
  { ...observed(Indicator.DEATHS_ROAD, 3_541, OF_2020), provenance: PATROL_POLICE },
  // Years are compared only within the series of one publisher.
  { ...observed(Indicator.DEATHS_ROAD, 3_350, year(2018)), provenance: NATIONAL_POLICE },
  ...[3_238, 2_791, 3_053, 3_202, 3_249].map((deaths, index) => ({
    ...observed(Indicator.DEATHS_ROAD, deaths, year(2021 + index)),
    provenance: ROADS_BY_YEAR,
  })),
  {
    ...observed(Indicator.DEATHS_ROAD, 2_492, { periodStart: day(2023, 1, 1), periodEnd: day(2023, 10, 31) }),
    provenance: TEN_MONTHS_OF_2023,
  },
  observed(Indicator.DEATHS_FIRE, 1_728, OF_2020),
  ...RUNNING_TOTALS.map(([deaths, periodEnd, link]) => ({
    ...observed(Indicator.DEATHS_FIRE, deaths, { ...OF_2020, periodEnd }),
    provenance: EMERGENCY_SERVICE(periodEnd, link),
  })),
  observed(Indicator.DEATHS_WATER, 1_201, OF_2020),
  observed(Indicator.DEATHS_NOT_ITEMISED, 1_331, OF_2020),
  observed(Indicator.DEATHS_TOTAL, 7_814, OF_2020),
  observed(Indicator.DEFENDERS_KILLED, 50, OF_2020),
  observed(Indicator.COMMUNITY_OFFICERS, 632, IN_STATEMENT),
  observed(Indicator.HROMADAS_COVERED, 372, IN_STATEMENT),
  { ...observed(Indicator.COMMUNITY_OFFICERS, 34, on(day(2019, 5, 29))), provenance: GOVERNMENT },
  {
    ...observed(Indicator.COMMUNITY_OFFICERS, 450, on(day(2021, 3, 3))),
    qualifier: Qualifier.ABOUT,
    provenance: GOVERNMENT,
  },
  { ...observed(Indicator.HROMADAS_COVERED, 273, on(day(2021, 3, 3))), provenance: GOVERNMENT },
  { ...observed(Indicator.HROMADAS, 1_469, on(day(2020, 6, 12))), provenance: CABINET },
  { ...observed(Indicator.TRUST_PERCENT, 70, IN_STATEMENT), qualifier: Qualifier.MORE_THAN },
  {
    ...observed(Indicator.TRUST_PERCENT, 70, on(day(2021, 9, 6))),
    qualifier: Qualifier.MORE_THAN,
    provenance: MINISTER_2021,
  },
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

function year(number: number): Period {
  return { periodStart: day(number, 1, 1), periodEnd: day(number, 12, 31) };
}

function on(moment: Day): Period {
  return { periodStart: moment, periodEnd: moment };
}

function day(year: number, month: number, dayOfMonth: number): Day {
  return { year, month, day: dayOfMonth };
}
