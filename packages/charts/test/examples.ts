import {
  findHromada,
  findOblast,
  hromadas,
  oblasts,
  outlines,
  specialCities,
  BORDERS_ATTRIBUTION,
  BORDERS_ATTRIBUTION_UK,
} from '@safe-community/territory';
import type {
  Bars,
  Chart,
  ChoroplethMap,
  Funnel,
  FunnelLimits,
  Language,
  Progress,
  Rates,
  TimeSeries,
  UnitForms,
} from '../src/index.ts';

/** A chart that people look at: docs/charts shows it. */
export interface Example {
  readonly file: string;
  readonly language: Language;
  readonly width: number;
  readonly chart: Chart;
}

const PEOPLE_UK: UnitForms = { one: 'особа', few: 'особи', many: 'осіб', other: 'особи' };
const PEOPLE_EN: UnitForms = { one: 'person', other: 'people' };
const INCIDENTS_UK: UnitForms = { one: 'подія', few: 'події', many: 'подій', other: 'події' };
const RATE_EN: UnitForms = { other: 'per 100,000 people' };
/** Official figures of 2020 (deaths on roads), and invented months beside them. */
const series: TimeSeries = {
  kind: 'time-series',
  title: 'Загиблі на дорогах за місяцями',
  subtitle: 'Україна, січень 2025 – грудень 2026, облік за повідомленнями',
  unit: PEOPLE_UK,
  intervalName: '95 % інтервал (Пуассон)',
  points: Array.from({ length: 24 }, (_, index) => {
    const [year, month] = [2025 + Math.floor(index / 12), (index % 12) + 1];
    const value =
      index === 7 ? undefined : Math.round(262 - index * 2.2 + 48 * Math.sin((index - 3) / 1.91) + ((index * 37) % 11));
    const label = `${String(month).padStart(2, '0')}.${year}`;
    const half = value === undefined ? 0 : 1.96 * Math.sqrt(value);
    return {
      name: label,
      label,
      value,
      low: value === undefined ? undefined : Math.round(value - half),
      high: value === undefined ? undefined : Math.round(value + half),
      // Two months were revised, and of the last one not everybody has reported yet.
      first: value === undefined || (index !== 12 && index !== 17) ? undefined : value - 31,
      qualifier: index === 23 ? 'щонайменше' : undefined,
    };
  }),
  baseline: { name: 'середній місяць 2020 року, офіційно', value: 296.17 },
  notes: ['Офіційно: 3 554 загиблих у 2020 році (заява МВС від 4 листопада 2021 року).'],
};

const bars: Bars = {
  kind: 'bars',
  title: 'Пожежі на 100 000 населення за областями',
  subtitle: '2026 рік порівняно з країною загалом',
  unit: { other: 'на 100 000 населення' },
  intervalName: '95 % інтервал (Пуассон)',
  bars: oblasts().map(({ name }, index) => {
    const value = index === 0 || index === 26 ? undefined : 34 + ((index * 29) % 41) / 1.7;
    const half = 1.5 + ((index * 7) % 10) / 2;
    return {
      name,
      value,
      low: value === undefined ? undefined : value - half,
      high: value === undefined ? undefined : value + half,
    };
  }),
  baseline: { name: 'Україна', value: 44.6 },
};

const progress: Progress = {
  kind: 'progress',
  title: 'Progress of the programme',
  subtitle: '24 November 2026',
  unit: PEOPLE_EN,
  goals: [
    {
      name: 'Community officers',
      unit: { one: 'officer', other: 'officers' },
      value: 632,
      target: 1_000,
      due: 'by 31.12.2021',
    },
    {
      name: 'Community officers',
      unit: { one: 'officer', other: 'officers' },
      value: 632,
      target: 2_000,
      due: 'by 31.12.2022',
    },
    {
      name: 'Hromadas with an officer',
      unit: { one: 'hromada', other: 'hromadas' },
      value: 372,
      target: 1_469,
      due: '',
    },
    {
      name: 'Patrol with a body camera',
      unit: { other: '%' },
      value: 93.7,
      target: 100,
      due: '',
    },
    { name: 'Trust in the officers', unit: { other: '%' }, value: 72, target: 70, due: '' },
    {
      name: 'Crime prevention plans',
      unit: { one: 'plan', other: 'plans' },
      value: undefined,
      target: 100,
      due: 'by 31.12.2026',
    },
  ],
  notes: ['Trust: published as over 70 %, target over 70 %.'],
};

/** Normal limits of a Poisson rate: good enough to look at. */
function limitsOf(mean: number): FunnelLimits[] {
  return [2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 512_000].map((population) => {
    const deviation = Math.sqrt((mean * 100_000) / population);
    return {
      population,
      innerLow: Math.max(0, mean - 1.96 * deviation),
      innerHigh: mean + 1.96 * deviation,
      outerLow: Math.max(0, mean - 3.09 * deviation),
      outerHigh: mean + 3.09 * deviation,
    };
  });
}

const funnel: Funnel = {
  kind: 'funnel',
  title: 'Road deaths per 100,000 people: hromadas of Vinnytsia oblast',
  subtitle: '2026, against population',
  unit: RATE_EN,
  populationName: 'population (logarithmic)',
  mean: { name: 'Oblast', value: 9.2 },
  limits: limitsOf(9.2),
  points: hromadas()
    .filter(({ oblastCode }) => oblastCode === findOblast('05')?.code)
    .map(({ name, population }, index) => {
      const deviation = Math.sqrt((9.2 * 100_000) / population);
      const rate = 9.2 + deviation * (((index * 41) % 47) / 14 - 1.7) * (index % 11 === 0 ? 2.6 : 1);
      return { name, population, value: Math.max(0, rate) };
    }),
  notes: ['Filled triangles differ from the oblast by more than chance explains.'],
};

const rates: Rates = {
  kind: 'rates',
  title: 'Загиблі на дорогах на 100 000 населення за областями',
  subtitle: '2026 рік',
  unit: { other: 'на 100 000 населення' },
  intervalName: '95 % точний інтервал (Пуассон)',
  rates: oblasts()
    .map(({ name }, index) => {
      const value = index === 0 ? undefined : 5 + ((index * 29) % 41) / 6;
      return {
        name,
        value,
        low: value === undefined ? undefined : value * 0.8 - 0.3,
        high: value === undefined ? undefined : value * 1.2 + 0.6,
      };
    })
    .toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1)),
  baseline: { name: 'Україна', value: 8.7 },
};

const units = [...hromadas(), ...specialCities()];

/** The oblasts, or the hromadas of one. */
export function mapOf(level: 'oblast' | 'hromada', oblastCode?: string): ChoroplethMap['areas'] {
  const oblastOf = new Map(units.map((unit) => [unit.code, unit.oblastCode]));
  const drawn = outlines({
    unitOf: (code) => {
      const oblast = oblastOf.get(code) ?? code;
      if (oblastCode !== undefined && oblast !== oblastCode) return undefined;
      return level === 'oblast' ? oblast : code;
    },
    toleranceMetres: oblastCode === undefined ? 1_000 : 400,
  });
  return drawn.map(({ code, rings }, index) => ({
    code,
    rings,
    name: (level === 'oblast' ? findOblast(code)?.name : findHromada(code)?.name) ?? findOblast(code)?.name ?? code,
    value:
      code.startsWith('UA01') || code.startsWith('UA85') || index % 23 === 5
        ? undefined
        : index % 9 === 0
          ? 0
          : (index * 97) % 211,
  }));
}

const map: ChoroplethMap = {
  kind: 'map',
  title: 'Пошкоджене вуличне освітлення за областями',
  subtitle: 'Листопад 2026 року',
  unit: INCIDENTS_UK,
  areas: mapOf('oblast'),
  attribution: BORDERS_ATTRIBUTION_UK,
};

const hromadaMap: ChoroplethMap = {
  kind: 'map',
  title: 'Street lights out of order, by hromada',
  subtitle: 'Vinnytsia oblast, November 2026',
  unit: { one: 'incident', other: 'incidents' },
  areas: mapOf('hromada', findOblast('05')?.code),
  attribution: BORDERS_ATTRIBUTION,
};

/** All figures are invented. */
export const EXAMPLES: readonly Example[] = [
  { file: 'time-series.uk.svg', language: 'uk', width: 800, chart: { ...series, isDemonstration: true } },
  { file: 'bars.uk.svg', language: 'uk', width: 640, chart: { ...bars, isDemonstration: true } },
  { file: 'progress.en.svg', language: 'en', width: 640, chart: { ...progress, isDemonstration: true } },
  { file: 'funnel.en.svg', language: 'en', width: 800, chart: { ...funnel, isDemonstration: true } },
  { file: 'rates.uk.svg', language: 'uk', width: 640, chart: { ...rates, isDemonstration: true } },
  { file: 'map.uk.svg', language: 'uk', width: 800, chart: { ...map, isDemonstration: true } },
  { file: 'hromada-map.en.svg', language: 'en', width: 640, chart: { ...hromadaMap, isDemonstration: true } },
];
