import { randomUUID } from 'node:crypto';
import {
  ConsumerServiceService as Consumers,
  RequestRebuildRequest,
} from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import {
  DeadLetterServiceService as DeadLetters,
  DiscardDeadLetterRequest,
  RedriveDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import {
  BeginEpochRequest,
  LedgerOperatorServiceService as Operators,
} from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  SensitiveFiguresServiceService as SensitiveFigures,
  SetDisclosureRuleRequest,
} from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import {
  DeclareSourceRequest,
  EndSourceRequest,
  SourceServiceService as Sources,
} from '@safe-community/contracts/statistics/v1/source_service.ts';
import {
  ImportOfficialFiguresRequest,
  StatisticsServiceService as Statistics,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { rows } from '@safe-community/database';
import { auditedWrite, expectAudited } from '@safe-community/testkit';
import { afterAll, beforeAll, test } from 'vitest';
import { importFigures, messages } from './calls.ts';
import { reported } from './events.ts';
import { figure } from './figures.ts';
import { DECLARATION, sourcesOf } from './sources.ts';
import { runStatisticsAlone, type RunningStatistics } from './running-statistics.ts';

let statistics: RunningStatistics;
beforeAll(async () => {
  statistics = await runStatisticsAlone();
});
afterAll(() => statistics.stop());

const reason = 'a test';
/** Events of the letters of this test, by the id of the letter. */
const eventIds = new Map<bigint, string>();

const RULE = {
  category: IncidentCategory.SCHOOL_SAFETY,
  roundedTo: 10,
  settlingDays: 30,
  revisionDays: 365,
  source: 'a test',
};

const WRITES = [
  auditedWrite(
    Statistics.importOfficialFigures,
    async () => {
      const known = figure('deaths_road', 3_554);
      await importFigures(statistics.client, { figures: messages([known, figure('hromadas', 1_469)]) });
      const figures = messages([known, figure('hromadas', 1_470), figure('deaths_fire', 1)]);
      return ImportOfficialFiguresRequest.fromPartial({ figures });
    },
    // Added ones first; the known one does not change.
    () => ['ministry-deaths-fire', 'government-hromadas'],
  ),
  auditedWrite(
    SensitiveFigures.setDisclosureRule,
    async () => SetDisclosureRuleRequest.fromPartial({ rule: { ...RULE, validFrom: '2031-01-01' } }),
    () => ['disclosure-rule-school_safety-2031-01-01'],
  ),
  auditedWrite(
    Sources.declareSource,
    async () => DeclareSourceRequest.fromPartial({ declaration: { ...DECLARATION, source: 'audited' } }),
    ({ source }) => ['audited', source?.declarationId ?? ''],
  ),
  auditedWrite(
    Sources.endSource,
    async () => {
      const declarationId = await sourcesOf(portOf(statistics)).declare({ source: 'ended' });
      return EndSourceRequest.fromPartial({ declarationId, lastDay: '2021-12-31', saidBy: reason });
    },
    (_, { declarationId }) => ['ended', declarationId],
  ),
  auditedWrite(
    Consumers.requestRebuild,
    async () => RequestRebuildRequest.fromPartial({ producer: 'cameras', reason }),
    () => ['cameras'],
    'administration',
  ),
  auditedWrite(
    DeadLetters.redriveDeadLetters,
    async () => RedriveDeadLettersRequest.fromPartial({ letterIds: [await deadLetter(), await deadLetter()] }),
    (_, { letterIds }) => letterIds.map((id) => eventIds.get(id) ?? ''),
    'administration',
  ),
  auditedWrite(
    DeadLetters.discardDeadLetter,
    async () => DiscardDeadLetterRequest.fromPartial({ letterId: await deadLetter(), reason }),
    (_, { letterId }) => [eventIds.get(letterId) ?? ''],
    'administration',
  ),
  auditedWrite(
    Operators.beginEpoch,
    async () => BeginEpochRequest.fromPartial({ reason }),
    ({ epoch }) => [epoch],
    'administration',
  ),
];

test.each(WRITES)('the audit says who made $method, for what purpose, and what it concerns', (write) =>
  expectAudited({ sql, port: portOf(statistics) }, write),
);

async function deadLetter(): Promise<bigint> {
  const { type, subject, body } = reported();
  const eventId = randomUUID();
  const [row] = await sql(
    `insert into dead_letter (consumer, producer, partition, position, type, event_id, reason, body, epoch, subject,
       recorded_at, traceparent, is_test)
     values ('statistics', 'incidents', 0, $1, $2, $3, 'TypeError', $4, $5, $6, now(), '', false) returning id`,
    [eventIds.size + 1, type, eventId, Buffer.from(body), randomUUID(), subject],
  );
  const id = BigInt(String(row?.['id']));
  eventIds.set(id, eventId);
  return id;
}

function portOf({ client }: RunningStatistics): number {
  return Number(client.getChannel().getTarget().split(':').at(-1));
}

function sql(statement: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  return rows(statistics.database.em.fork(), statement, values);
}
