import { checkText } from './text.ts';
import { isPlausible } from './time.ts';
import { unless, type Violation } from './violation.ts';

const DESCRIPTION = { most: 4_000, lines: true };

/**
 * The violations of what happened, as a report tells it.
 *
 * @param receivedAt when it was received, or now.
 */
export function checkReported(
  { occurredAt, description }: { readonly occurredAt?: Date; readonly description: string },
  receivedAt: Date,
): Violation[] {
  return [
    ...unless(
      occurredAt === undefined || isPlausible(occurredAt, receivedAt),
      'report.occurred_time',
      'must be a time from 1991 on, not later than the report',
    ),
    ...checkText(description, 'report.description', DESCRIPTION),
  ];
}
