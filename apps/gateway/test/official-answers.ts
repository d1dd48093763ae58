import { FigureKind, Indicator, Qualifier } from '@safe-community/contracts/statistics/v1/figure.ts';
import { ListOfficialFiguresResponse } from '@safe-community/contracts/statistics/v1/statistics_service.ts';

type Sent = Parameters<typeof ListOfficialFiguresResponse.fromPartial>[0];
type Stated = NonNullable<Sent['figures']>[number];
type Sentable = NonNullable<Stated['figure']>;
type Series = NonNullable<Sentable['series']>;

export function seriesOf(id: string, indicator: Indicator, uk: string, en: string, more: Series = {}): Series {
  return {
    id,
    indicator,
    nameUk: 'Загинуло на дорогах',
    nameEn: 'Killed on roads',
    publisherUk: uk,
    publisherEn: en,
    definitionUk: 'Люди, які загинули в дорожньо-транспортних пригодах.',
    definitionEn: 'People killed in road crashes.',
    unit: 'people',
    licenceUk: 'Факти',
    licenceEn: 'Facts',
    ...more,
  };
}

export const POLICE = 'patrol-police-deaths-road';
const ROADS = seriesOf(POLICE, Indicator.DEATHS_ROAD, 'Патрульна поліція', 'Patrol Police');
const MINISTRY = seriesOf('ministry-deaths-road', Indicator.DEATHS_ROAD, 'МВС', 'Ministry of Internal Affairs');
const OFFICE = seriesOf('office-deaths-fire', Indicator.DEATHS_FIRE, 'Держстат', 'Statistics Service', {
  differsUk: 'Рахує причини смерті.',
  differsEn: 'It counts causes of death.',
});
const RESCUE = seriesOf('rescue-deaths-fire', Indicator.DEATHS_FIRE, 'ДСНС', 'Rescue Service');

function stated(series: Series, [from, to]: readonly [string, string], value: number, more: Partial<Sentable> = {}) {
  const day = (text: string) => {
    const [year = 0, month = 0, ofMonth = 0] = text.split('-').map(Number);
    return { year, month, day: ofMonth };
  };
  const figure: Sentable = {
    series,
    kind: FigureKind.OBSERVED,
    value,
    qualifier: Qualifier.EXACT,
    periodStart: day(from),
    periodEnd: day(to),
    ...more,
    provenance: {
      title: 'ДТП за рік',
      published: day('2026-02-04'),
      link: 'https://mvs.gov.ua/dtp',
      ...more.provenance,
    },
  };
  return { figure, counts: true };
}

const year = (number: number) => [`${number}-01-01`, `${number}-12-31`] as const;

const FIRST = stated(ROADS, year(2019), 3_400, {
  qualifier: Qualifier.MORE_THAN,
  provenance: { title: 'Перша заява', published: { year: 2020, month: 1, day: 16 } },
});

const FIGURES: Stated[] = [
  { ...stated(ROADS, year(2018), 3_350), others: [stated(MINISTRY, year(2018), 3_300).figure] },
  stated(ROADS, year(2019), 3_454, {
    provenance: {
      title: 'Уточнена заява',
      published: { year: 2020, month: 1, day: 24 },
      noteUk: 'Число поранених у джерелах різне.',
      noteEn: 'Sources differ on the injured.',
    },
  }),
  { ...FIRST, counts: false },
  {
    ...stated(ROADS, year(2020), 3_541),
    others: [stated(MINISTRY, year(2020), 3_554).figure],
  },
  stated(ROADS, year(2022), 2_791, { qualifier: Qualifier.PRELIMINARY }),
  stated(ROADS, ['2023-01-01', '2023-10-31'], 2_492),
  stated(ROADS, year(2025), 3_249),
  { ...stated(MINISTRY, year(2020), 3_554), others: [stated(ROADS, year(2020), 3_541).figure] },
  { ...stated(OFFICE, year(2021), 1_221), others: [stated(RESCUE, year(2021), 1_300).figure] },
  { ...stated(RESCUE, year(2021), 1_300), others: [stated(OFFICE, year(2021), 1_221).figure] },
  stated(RESCUE, ['2020-01-01', '2020-08-15'], 953),
  stated(RESCUE, ['2021-12-31', '2021-12-31'], 1_000, { kind: FigureKind.TARGET, provenance: { title: 'План' } }),
];

const GOAL = { kind: FigureKind.TARGET };

/** Series of which nothing but a goal was published. */
export const NOTHING_OBSERVED = () =>
  ListOfficialFiguresResponse.fromPartial({
    figures: [ROADS, RESCUE].map((series) => stated(series, ['2030-12-31', '2030-12-31'], 1_000, GOAL)),
  });

/** Roads of two publishers: a revision, a gap (2021, 2023, 2024), and what is preliminary; fires of two definitions. */
export const OFFICIAL_ANSWERS = {
  ListOfficialFigures: () => ListOfficialFiguresResponse.fromPartial({ figures: FIGURES }),
};
