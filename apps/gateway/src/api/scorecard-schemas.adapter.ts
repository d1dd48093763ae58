import { z } from 'zod';
import { COMPARED_MEASURES } from '../compare/module.ts';
import { day, oblastCode, localized, measure, period, provenance, SCHEMAS } from './schemas.adapter.ts';

const official = z
  .object({
    value: z.number(),
    qualifier: z.enum(['exact', 'more', 'about']),
    period_end: day.nullable(),
    source: z.object({ publisher: localized, title: z.string(), published: day.nullable() }).nullable(),
  })
  .register(SCHEMAS, { id: 'OfficialFigure', description: 'As published, with its source.' });

const thisYear = z
  .object({
    definition: localized,
    period,
    promises: z.array(
      z.object({
        promise: z.string().meta({ examples: ['deaths_road', 'pit_repair_time', 'complaints_in_time'] }),
        name: localized,
        unit: z.enum(['count', 'minutes', 'percent']),
        counted: z.number().nullable().meta({ description: 'Null if it is not known.' }),
        year_before: z.number().nullable().meta({ description: 'Of the same days of the year before.' }),
        trend: z
          .enum(['fewer', 'same', 'more'])
          .nullable()
          .meta({ description: 'Against the year before, if chance does not explain it.' }),
        target: official.nullable(),
        covered: period.nullable().meta({ description: 'The days that are counted, if they are others.' }),
      }),
    ),
    compared_with_2020: z.array(localized).meta({ description: 'What the deaths mean beside those of 2020.' }),
  })
  .register(SCHEMAS, { id: 'PromisesOfTheYear', description: 'What was promised, counted this year.' });

const surveyed = z
  .object({
    percent: z.number(),
    low: z.number(),
    high: z.number().meta({ description: 'Interval with 95 % confidence, per cent.' }),
    asked: z.int().meta({ description: 'People who answered.' }),
  })
  .register(SCHEMAS, {
    id: 'SurveyedShare',
    description: 'Of surveys of this year. Never show it without its interval.',
  });

export const scorecard = z
  .object({
    as_of: z.iso.datetime(),
    provenance,
    officers: z
      .object({
        definition: localized,
        in_service: z.int().nullable().meta({ description: 'Null if it is not known.' }),
        assigned: z.int().meta({ description: 'Of those in service, the ones assigned to a beat.' }),
        hromadas_covered: z.int(),
        hromadas: z.int().nullable().meta({ description: 'All hromadas, as published; null if not known.' }),
        targets: z.array(official),
      })
      .nullable(),
    cameras: z
      .object({
        definition: localized,
        strength: z.int(),
        equipped: z.int(),
        target_percent: z.number().nullable().meta({ description: 'Null without a published goal.' }),
      })
      .nullable(),
    trust: z
      .object({
        definition: localized,
        observed: official.nullable().meta({ description: 'As published.' }),
        surveyed: surveyed.nullable(),
        target: official.nullable(),
      })
      .nullable(),
    deaths: z.object({
      definition: localized,
      period: period.nullable().meta({ description: 'The days that are counted.' }),
      causes: z.array(
        z.object({
          cause: z.string().meta({ examples: ['road', 'fire', 'water', 'not_itemised', 'total', 'defenders'] }),
          official: official.nullable(),
          counted: z.int().nullable().meta({ description: 'Null if it is not known.' }),
          difference: z
            .object({
              total: z.number(),
              parts: z.number().meta({ description: 'The sum of the published parts.' }),
              missing_parts: z.array(z.string()).meta({ description: 'Causes without a published number.' }),
              inexact_parts: z.array(z.string()).meta({ description: 'Causes whose number is not exact.' }),
            })
            .nullable()
            .meta({ description: 'Where a published total is not the sum of its parts.' }),
        }),
      ),
    }),
    incidents: z.object({
      definition: localized,
      period: period.nullable().meta({ description: 'The days that are counted.' }),
      categories: z.array(
        z.object({
          category: z.string(),
          count: z.int().nullable().meta({ description: 'Null if it is not known.' }),
          median_response_minutes: z.number().nullable(),
        }),
      ),
    }),
    this_year: thisYear.nullable(),
  })
  .register(SCHEMAS, { id: 'Scorecard', description: 'The promises of the programme, and what is reached.' });

const rate = z
  .object({ value: z.number(), low: z.number(), high: z.number() })
  .register(SCHEMAS, { id: 'Rate', description: 'Per 100,000 people, with its 95 % interval.' });

export const comparedMeasure = z.enum(COMPARED_MEASURES);

export const comparison = z
  .object({
    measure,
    period,
    definition: localized.meta({ description: 'Of the rates, the ranking, and the positions.' }),
    provenance,
    rate: rate.nullable().meta({ description: 'Of all oblasts together; null if nothing was counted.' }),
    differs_beyond_chance: z.boolean().nullable(),
    oblasts: z.array(
      z.object({
        territory: oblastCode,
        name: localized,
        count: z.int().nullable(),
        population: z.int().nullable(),
        rank: z.int().nullable().meta({ description: '1 for the highest shrunken rate.' }),
        rate: rate.nullable(),
        shrunken_rate: rate.nullable(),
        limits: z
          .object({
            inner_low: z.number(),
            inner_high: z.number(),
            outer_low: z.number(),
            outer_high: z.number(),
          })
          .nullable()
          .meta({ description: 'Between which 95 % and 99.8 % of oblasts of this size lie.' }),
        position: z.enum(['far_below', 'below', 'within', 'above', 'far_above']).nullable(),
      }),
    ),
  })
  .register(SCHEMAS, { id: 'Comparison', description: 'Oblasts side by side.' });
