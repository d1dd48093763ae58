import type { Day as DayMessage } from '@safe-community/contracts/statistics/v1/figure.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { kyivDay, unless, type Clock, type Violation } from '@safe-community/domain-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { findOblast } from '@safe-community/territory';
import { readKnownOn, toDay } from '../calendar/module.ts';
import { checkSpan } from '../incidents/module.ts';
import { toComplianceMessage, toCoverageMessage, toOutcomeMessage } from './camera-figures.mapping.ts';
import { findCompliance } from './compliance-days.store.ts';
import { findCoverage } from './coverage-days.store.ts';
import { REQUEST_KINDS } from './footage-outcome.ts';
import { findOutcomes } from './footage-outcomes.store.ts';

interface Span {
  readonly from?: DayMessage | undefined;
  readonly to?: DayMessage | undefined;
  readonly oblastCode: string;
  readonly asKnownOn?: DayMessage | undefined;
}

/** The days and the oblast of a request, and their violations. */
function readSpan({ from: first, to: last, oblastCode, asKnownOn }: Span, clock: Clock) {
  const [from = '', to = ''] = [toDay(first), toDay(last)];
  const today = kyivDay(clock.now());
  const { knownOn, violations: ofKnowledge } = readKnownOn(asKnownOn, today);
  const isOblast = oblastCode === '' || findOblast(oblastCode)?.code === oblastCode;
  const violations: readonly Violation[] = [
    ...checkSpan(from, to),
    ...unless(isOblast, 'oblast_code', 'must be empty or the KATOTTG code of an oblast or city with special status'),
    ...ofKnowledge,
  ];
  return { from, to, oblastCode, today, knownOn, violations };
}

/** A day repeats the last known one: none after today, of which nothing is known. */
const queryCameraCoverage = query(Statistics.queryCameraCoverage, {
  parse({ request, fields, clock }) {
    const { violations, ...span } = readSpan(request, clock);
    fields.check(violations);
    return { ...span, byOblast: request.byOblast };
  },
  read: ({ query: wanted, database }) => findCoverage(database, wanted),
  reply: ({ found: cells }) => ({ cells: cells.map(toCoverageMessage) }),
});

const queryFootageOutcomes = query(Statistics.queryFootageOutcomes, {
  parse({ request, fields, clock }) {
    const { violations, ...span } = readSpan(request, clock);
    fields.check(violations);
    return span;
  },
  read: ({ query: wanted, database }) => findOutcomes(database, wanted),
  reply: ({ found: cells }) => ({
    cells: cells
      .toSorted((one, other) => REQUEST_KINDS.indexOf(one.kind) - REQUEST_KINDS.indexOf(other.kind))
      .map(toOutcomeMessage),
  }),
});

const queryCameraCompliance = query(Statistics.queryCameraCompliance, {
  parse({ request, fields, clock }) {
    const { violations, ...span } = readSpan(request, clock);
    fields.check(violations);
    return { ...span, byUnit: request.byUnit, byDay: request.byDay };
  },
  read: ({ query: wanted, database }) => findCompliance(database, wanted),
  reply: ({ found: cells }) => ({ cells: cells.map(toComplianceMessage) }),
});

export const CAMERA_FIGURE_QUERIES: readonly Rpc[] = [queryCameraCoverage, queryCameraCompliance, queryFootageOutcomes];
