import { INSTALLATIONS } from '@safe-community/domain-kit';
import { z } from 'zod';
import { COMPLETENESS, DIMENSIONS, KINDS, LEVELS } from '../measures/module.ts';

/** Schemas with a name in the OpenAPI document. What programs get is described here and nowhere else. */
export const SCHEMAS = z.registry<{ readonly id: string; readonly description?: string }>();

export const localized = z
  .object({ uk: z.string(), en: z.string() })
  .register(SCHEMAS, { id: 'Localized', description: 'A text in Ukrainian and in English.' });

const katottg = z.string().regex(/^UA\d{17}$/);
/** KATOTTG codes by what they may be of. */
const territoryCode = katottg.meta({
  description: 'KATOTTG code: of an oblast, a hromada, or a city with special status.',
});
export const oblastCode = katottg.meta({ description: 'KATOTTG code: of an oblast or of a city with special status.' });
export const hromadaCode = katottg.meta({
  description: 'KATOTTG code: of a hromada or of a city with special status.',
});

export const day = z.iso.date().meta({ description: 'A day in the time of Kyiv.' });

export const period = z
  .object({ first_day: day, last_day: day })
  .register(SCHEMAS, { id: 'Period', description: 'Both days belong to it.' });

export const provenance = z
  .object({
    installation: z
      .enum(INSTALLATIONS)
      .meta({ description: 'In a demonstration, people, cameras, and incidents are invented.' }),
    publisher: localized,
    counted_from: z.array(z.string()).meta({ description: 'Events or registers that the figures are computed from.' }),
    population: z
      .object({ publisher: z.string(), date: day })
      .nullable()
      .meta({ description: 'Where populations are from; null if none is used.' }),
  })
  .register(SCHEMAS, { id: 'Provenance', description: 'Where figures come from.' });

const nextPageToken = z
  .string()
  .nullable()
  .meta({ description: 'Send it as page_token with the same parameters; null on the last page.' });

export const measure = z
  .object({
    name: z.string().meta({ examples: ['response_time_p90'] }),
    title: localized,
    unit: z.string().meta({ examples: ['incidents', 'people', 'seconds', 'per cent'] }),
    kind: z.enum(KINDS).meta({
      description: 'A count adds up; a quantile and a share do not; a stock adds up over places, not over time.',
    }),
    definition: localized,
    counted_from: z.array(z.string()),
    suppression: localized.meta({
      description: 'What figures leave out, also in totals, so that nobody is recognised.',
    }),
    dimensions: z.array(z.enum(DIMENSIONS)),
    lowest_level: z.enum(LEVELS),
    relative_error: z.number().meta({ description: 'By which share a quantile may differ from the exact value.' }),
    least_cases: z
      .number()
      .nullable()
      .meta({ description: 'Of quantiles: with fewer cases there is no figure. Null of others.' }),
  })
  .register(SCHEMAS, { id: 'Measure', description: 'What is measured, and how.' });

const sensitiveMeasure = z
  .object({
    name: z.string().meta({ examples: ['visits_done'] }),
    title: localized,
    unit: z.string().meta({ examples: ['incidents', 'orders', 'visits'] }),
    definition: localized,
    counted_from: z.array(z.string()),
    suppression: localized.meta({ description: 'What is shown, and to whom.' }),
    released: z.boolean().meta({ description: 'False if only entitled roles read it.' }),
  })
  .register(SCHEMAS, {
    id: 'SensitiveMeasure',
    description: 'What is counted of domestic violence and school safety. /api/v1/figures has none of it.',
  });

export const measureList = z
  .object({ measures: z.array(measure), sensitive: z.array(sensitiveMeasure) })
  .register(SCHEMAS, { id: 'MeasureList' });

const sample = z
  .object({
    size: z.number().meta({ description: 'People who answered.' }),
    effective_size: z.number().meta({ description: 'Of a simple random sample that would be as precise.' }),
    low: z.number(),
    high: z.number().meta({ description: 'Interval with 95 % confidence (Wilson), in the unit of the measure.' }),
  })
  .register(SCHEMAS, { id: 'Sample', description: 'What a figure from surveys rests on. Never show it without.' });

export const completeness = z
  .object({
    completeness: z
      .enum(COMPLETENESS)
      .meta({ description: 'complete: it may be 0; incomplete: "at least"; unknown: nobody reports it.' }),
    covered_percent: z.number().meta({ description: 'Of the people and days for which sources report all of it.' }),
  })
  .register(SCHEMAS, { id: 'Completeness', description: 'How complete a figure of incidents is.' });

const figure = z
  .object({
    territory: territoryCode.nullable().meta({ description: 'Null for the country.' }),
    period: period.nullable().meta({ description: 'The part of the calendar; null unless grouped by one.' }),
    category: z.string().nullable(),
    channel: z.string().nullable(),
    responder: z.string().nullable(),
    value: z.number(),
    cases: z
      .number()
      .nullable()
      .meta({ description: 'Of quantiles and shares: what the value is computed from. Null of others.' }),
    sample: sample.nullable(),
    coverage: completeness.nullable().meta({ description: 'Null of registers and surveys.' }),
  })
  .register(SCHEMAS, { id: 'Figure', description: 'A figure that is not known is absent, never 0.' });

export const figureList = z
  .object({
    measure,
    level: z.enum(['country', 'oblast', 'hromada']),
    period,
    grouped_by: z.array(z.enum(DIMENSIONS)),
    suppression: localized,
    provenance,
    figures: z.array(figure),
    next_page_token: nextPageToken,
  })
  .register(SCHEMAS, { id: 'FigureList', description: 'Figures of one measure with its definition.' });

const named = z
  .object({ katottg: z.string(), name: localized })
  .register(SCHEMAS, { id: 'NamedUnit', description: 'A unit of the codifier with its name.' });

export const control = z
  .object({
    status: z.enum(['occupied', 'frontline']).meta({
      description: 'occupied: temporarily; nobody can report from there. frontline: figures are not comparable.',
    }),
    since: day,
    since_exact: z.boolean().meta({ description: 'False if it had begun by that day.' }),
  })
  .register(SCHEMAS, { id: 'Control', description: 'In whose power a place is, where it is not plain.' });

const controlNow = control
  .nullable()
  .meta({ description: 'Now. Null where the place is neither temporarily occupied nor at the front.' });

export const hromada = z
  .object({
    katottg: hromadaCode,
    name: localized,
    kind: z.enum(['rural', 'settlement', 'urban', 'special-city']),
    centre: localized,
    raion: named,
    oblast: named,
    population: z.object({ value: z.int(), date: day, publisher: z.string() }),
    point: z.object({ latitude: z.number(), longitude: z.number() }),
    control: controlNow,
  })
  .register(SCHEMAS, { id: 'Hromada', description: 'A hromada, or a city with special status in place of one.' });

export const hromadaList = z
  .object({ hromadas: z.array(hromada), next_page_token: nextPageToken })
  .register(SCHEMAS, { id: 'HromadaList' });

const officerProfile = z
  .object({
    name: z.string(),
    duty_phone: z.string().nullable(),
    office_hours: z.array(z.object({ weekday: z.int().min(1).max(7), opens: z.string(), closes: z.string() })),
    languages: z.array(z.string()).meta({ description: 'Codes of ISO 639.' }),
    photo_url: z
      .string()
      .nullable()
      .meta({ description: 'Null without a portrait, or where no photo store is set up.' }),
  })
  .register(SCHEMAS, { id: 'OfficerProfile', description: 'What the officer publishes.' });

const officer = z
  .object({
    profile: officerProfile
      .nullable()
      .meta({ description: 'Null if the officer shows none, and of a temporarily occupied place.' }),
    station_phone: z.string().nullable().meta({ description: 'Null of a temporarily occupied place, too.' }),
  })
  .register(SCHEMAS, { id: 'Officer', description: 'Who is responsible for a hromada.' });

export const coverage = z
  .object({
    katottg: hromadaCode,
    population: z.int(),
    population_covered: z.int().meta({ description: 'An estimate.' }),
    beats: z.int(),
    staffed_beats: z.int(),
    required_beats: z.int().meta({ description: 'By the norm that holds now.' }),
    eligible: z.boolean().meta({ description: 'Neither occupied, at the front, nor merged into another hromada.' }),
    control: controlNow,
  })
  .register(SCHEMAS, { id: 'Coverage', description: 'Beats with an officer, now.' });

export const coverageList = z
  .object({
    definition: localized,
    provenance,
    hromadas: z.array(coverage),
    next_page_token: nextPageToken,
  })
  .register(SCHEMAS, { id: 'CoverageList' });

export const hromadaDetail = z
  .object({
    ...hromada.shape,
    officer,
    coverage: coverage.nullable().meta({ description: 'Null for a city with special status.' }),
    definition: localized,
    provenance,
  })
  .register(SCHEMAS, { id: 'HromadaDetail', description: 'A hromada with its officer and its coverage.' });

z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z
    .array(z.object({ parameter: z.string(), rule: z.string() }))
    .meta({ description: 'Each parameter that breaks a rule; empty if the problem is another one.' }),
}).register(SCHEMAS, { id: 'Problem', description: 'RFC 9457.' });
