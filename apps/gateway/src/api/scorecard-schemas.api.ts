import { z } from 'zod';
import { COMPARED_MEASURES } from '../compare/module.ts';
import { OFFICIAL_QUALIFIERS } from '../official/module.ts';
import { VERDICTS } from '../scorecard/module.ts';
import { seriesId } from './official-schemas.api.ts';
import {
  completeness,
  control,
  day,
  oblastCode,
  localized,
  measure,
  period,
  provenance,
  SCHEMAS,
} from './schemas.api.ts';

const official = z
  .object({
    value: z.number(),
    qualifier: z.enum(OFFICIAL_QUALIFIERS),
    period_end: day.nullable(),
    source: z
      .object({ series: seriesId, publisher: localized, title: z.string(), published: day.nullable() })
      .nullable(),
  })
  .register(SCHEMAS, { id: 'OfficialFigure', description: 'As published, with its source.' });

const NOT_KNOWN = 'Null if it is not known.';

const row = z
  .object({
    id: z.string().meta({ examples: ['deaths_road', 'community_officers', 'pit_repair_time'] }),
    title: localized,
    unit: z.string().meta({ examples: ['people', 'per cent', 'seconds'] }),
    group: z.string().meta({ description: 'With which it is shown.', examples: ['lives', 'near', 'on_time'] }),
    better: z.enum(['more', 'fewer']).nullable(),
    measures: z.array(z.string()).meta({ description: 'Names of /api/v1/measures, where it is counted by them.' }),
    value: z.number().nullable().meta({ description: NOT_KNOWN }),
    coverage: completeness.nullable().meta({ description: 'Null of registers, surveys, and what is released.' }),
    outcomes_open: z
      .int()
      .nullable()
      .meta({ description: 'Of people: incidents of which nobody has said yet who was killed or injured.' }),
    whole: z.number().nullable().meta({ description: 'What the value is a part or a share of.' }),
    sample: z
      .object({
        low: z.number(),
        high: z.number().meta({ description: 'Interval with 95 % confidence.' }),
        asked: z.int().meta({ description: 'People who answered.' }),
      })
      .nullable()
      .meta({ description: 'Of surveys. Never show the value without.' }),
    covered: period.nullable().meta({ description: 'The days that are counted, if they are others.' }),
    left_out: localized
      .nullable()
      .meta({ description: 'What the value leaves out so that nobody is recognised; null if nothing.' }),
    year_before: z.number().nullable().meta({ description: 'Of the same days of the year before.' }),
    trend: z
      .enum(['fewer', 'same', 'more'])
      .nullable()
      .meta({ description: 'Against the year before, if chance does not explain it.' }),
    official: official.nullable().meta({ description: 'The last published figure of the period.' }),
    official_2020: official.nullable().meta({ description: 'Published of the whole year 2020.' }),
    target: official.nullable().meta({ description: 'The published goal that applies.' }),
    due: day.nullable().meta({ description: 'When the goal is due; null if its publisher named no day.' }),
    goals: z.array(official).meta({ description: 'All published goals by date.' }),
    verdict: z
      .enum(VERDICTS)
      .nullable()
      .meta({ description: 'Null where no number was promised. docs/promises.md states the rule of each.' }),
    difference: z
      .object({
        total: z.number(),
        parts: z.number().meta({ description: 'The sum of the published parts.' }),
        missing_parts: z.array(z.string()).meta({ description: 'Rows without a published number.' }),
        inexact_parts: z.array(z.string()).meta({ description: 'Rows whose number is not exact.' }),
      })
      .nullable()
      .meta({ description: 'Where a published total of 2020 is not the sum of its parts.' }),
  })
  .register(SCHEMAS, { id: 'ScorecardRow', description: 'A promise.' });

export const scorecard = z
  .object({
    as_of: z.iso.datetime(),
    provenance,
    period: period.nullable().meta({ description: 'The days that are counted.' }),
    definitions: z.object({
      rows: localized,
      officers: localized,
      cameras: localized,
      trust: localized,
      deaths: localized,
      incidents: localized,
    }),
    rows: z.array(row),
    compared_with_2020: z.array(localized).meta({ description: 'What the deaths mean beside those of 2020.' }),
    incidents: z.array(
      z.object({
        category: z.string(),
        count: z.int().nullable().meta({ description: NOT_KNOWN }),
        coverage: completeness.nullable(),
        median_response_minutes: z.number().nullable(),
      }),
    ),
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
        coverage: completeness.nullable().meta({ description: 'Only a complete count has a rate and a rank.' }),
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
        control: control.nullable().meta({
          description:
            'On the last day: occupied as a whole, which has no rate and no rank; or at the front as a whole or in part.',
        }),
        occupied_hromadas: z.int().meta({ description: 'Their people are left out of the population.' }),
      }),
    ),
  })
  .register(SCHEMAS, { id: 'Comparison', description: 'Oblasts side by side.' });
