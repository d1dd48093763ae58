import { z } from 'zod';
import { CATEGORIES } from './category.ts';
import type { CatalogueChange, PolicyChange } from './policy-change.ts';
import { RESPONDER_KINDS } from './responder-kind.ts';
import { URGENCIES } from './urgency.ts';
import { ATTRIBUTES } from './attribute-schema.file.ts';
import { text } from './text-schema.file.ts';

const MINUTE_MS = 60_000;
const YEAR_MINUTES = 366 * 24 * 60;
const LONGEST_RETENTION_DAYS = 36_525;

/** A time may be less than a minute nowhere: nobody looks at a report in no time. */
const minutes = () =>
  z
    .int()
    .min(1, `must be from 1 to ${YEAR_MINUTES} minutes`)
    .max(YEAR_MINUTES, `must be from 1 to ${YEAR_MINUTES} minutes`)
    .transform((count) => count * MINUTE_MS);

const EXPECTED_TIMES = z
  .strictObject({ to_triage: minutes(), to_dispatch: minutes(), to_scene: minutes(), to_resolution: minutes() })
  .transform((times) => ({
    toTriage: times.to_triage,
    toDispatch: times.to_dispatch,
    toScene: times.to_scene,
    toResolution: times.to_resolution,
  }));

const POLICY = z
  .strictObject({
    default_urgency: z.enum(URGENCIES).optional(),
    emergency_number: z.enum(['', '101', '102', '103', '104', '112']).optional(),
    responders: z
      .array(z.enum(RESPONDER_KINDS))
      .min(1, 'must name one at least: somebody has to be alerted')
      .refine((kinds) => new Set(kinds).size === kinds.length, 'must name each once')
      .optional(),
    expected_minutes: z.partialRecord(z.enum(URGENCIES), EXPECTED_TIMES).optional(),
    retention_days: z
      .int()
      .min(1, `must be from 1 to ${LONGEST_RETENTION_DAYS} days`)
      .max(LONGEST_RETENTION_DAYS, `must be from 1 to ${LONGEST_RETENTION_DAYS} days`)
      .optional(),
    attributes: ATTRIBUTES.optional(),
    // Named only to say why not.
    sensitive: z.undefined('cannot be configured: what is sensitive is set by law').optional(),
  })
  .transform((said): PolicyChange => ({
    defaultUrgency: said.default_urgency,
    emergencyNumber: said.emergency_number,
    responders: said.responders,
    expected: said.expected_minutes,
    retentionDays: said.retention_days,
    attributes: said.attributes,
  }));

export const CATALOGUE_SCHEMA = z
  .strictObject({
    changed_by: text(100),
    note: text(500),
    categories: z.partialRecord(z.enum(CATEGORIES), POLICY),
  })
  .transform(({ changed_by: changedBy, note, categories }): CatalogueChange => ({ changedBy, note, categories }));
