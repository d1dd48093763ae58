import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceError } from '@grpc/grpc-js';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { eventually } from '@safe-community/testkit';
import { CanarySearch, filesUnder, tableContents, errorBytes } from '@safe-community/testkit/canary';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { followUpCalls, type FollowUpCalls } from '../../test/follow-up-calls.ts';
import { startIntakeProcess, type IntakeProcess } from '../../test/intake-process.ts';
import { fire } from '../../test/messages.ts';

const CANARY = 'канарка-доповнення kanarka-dopovnennya';

let intake: IntakeProcess;
let calls: FollowUpCalls;
let port = 0;
/** Each of these identifies the reporter. */
const tokens: string[] = [];
/** The errors and answers that callers received. */
const responses: Buffer[] = [];

beforeAll(async () => {
  intake = await startIntakeProcess();
  port = Number(intake.client.getChannel().getTarget().split(':').at(-1));
  calls = followUpCalls({ port });
  await eventually(() => report(IncidentCategory.FIRE), { within: 20_000 });
  for (const category of [IncidentCategory.FIRE, IncidentCategory.DOMESTIC_VIOLENCE]) await followUp(category);
  await stumble();
  await eventually(demandPublished, { within: 20_000 });
});
afterAll(async () => {
  calls.close();
  await intake.stop();
});

async function followUp(category: IncidentCategory): Promise<void> {
  const { incidentId, token } = await report(category);
  const answers = [await calls.status(token), await calls.add(token, CANARY)];
  const one = await report(category);
  await calls.merge(one.incidentId, incidentId, { reason: CANARY });
  answers.push(await calls.add(one.token, CANARY));
  await calls.unmerge(one.incidentId, { reason: CANARY });
  await intake.sql(`update incident set state = 'resolved' where incident_id = $1`, [incidentId]);
  answers.push(await calls.reopen(token, CANARY));
  const likely = await calls.suggest(incidentId, { reason: 'перевірка' });
  responses.push(Buffer.from(JSON.stringify([answers, likely])));
}

/** All ways to fail with a token and personal data in hand. */
async function stumble(): Promise<void> {
  const { incidentId, token } = await report(IncidentCategory.FIRE);
  const requestId = randomUUID();
  await calls.add(token, CANARY, requestId);
  await refused(calls.add(token, `${CANARY} інше`, requestId));
  await refused(calls.add(token, `${CANARY}\u0000`));
  await refused(calls.reopen(token, CANARY));
  await refused(calls.confirm(token));
  await refused(calls.add(`${token}x`, CANARY));
  await refused(calls.status(token.slice(1)));
  await refused(calls.merge(incidentId, randomUUID(), { reason: CANARY }));
  await refused(calls.suggest(incidentId, { reason: `${CANARY}\u202e` }));
  // A bug of ours: PostgreSQL quotes the row that it rejects.
  await intake.sql(
    `alter table report_addition add constraint planted_addition check (added_at < '2000-01-01') not valid`,
  );
  await refused(calls.add(token, CANARY));
  await intake.sql('alter table report_addition drop constraint planted_addition');
  await intake.sql(`update report_addition set sealed = reverse(sealed) where incident_id = $1`, [incidentId]);
  await refused(get(incidentId));
}

test('entitled callers read the additions', async () => {
  const { incidentId, token } = await report(IncidentCategory.DOMESTIC_VIOLENCE);
  await calls.add(token, CANARY);
  expect((await get(incidentId)).incident?.additions).toMatchObject([{ text: CANARY }]);
});

test('neither token nor text is in the log, even at the most verbose level', () => {
  const output = intake.process.output();
  expect(output).toContain('call failed because of a bug');
  expectClean(Buffer.from(output));
});

test('neither token nor text is in the answers to callers', () => {
  expect(responses.length).toBeGreaterThan(10);
  expectClean(Buffer.concat(responses));
});

test('neither token nor text is in any table', async () => {
  const all = await tableContents((statement) => intake.sql(statement));
  expect(all.includes('reporter-followed-up')).toBe(true);
  expectClean(all);
});

test('neither token nor text is in what the broker stores', () => {
  const kept = Buffer.concat(filesUnder(intake.nats.storeDir).map(({ bytes }) => bytes));
  expect(kept.includes('safecommunity.incidents.v1.reporter-followed-up')).toBe(true);
  expectClean(kept);
});

test('neither token nor text is in the database log', () => {
  const log = readFileSync(join(inject('ground').folder, 'postgres.log'));
  expect(log.includes('planted_addition')).toBe(true);
  expectClean(log);
});

function expectClean(bytes: Buffer): void {
  const secrets = tokens.flatMap((token) => [
    [token, token] as const,
    // The half that only this service can compute.
    [`code of ${token}`, Buffer.from(token, 'base64url').subarray(16)] as const,
  ]);
  const search = new CanarySearch({ text: 'канарка', 'Latin text': 'kanarka', ...Object.fromEntries(secrets) });
  expect(search.find(bytes)).toEqual([]);
}

async function demandPublished(): Promise<void> {
  const [mark] = await intake.sql('select (select position from ledger_head) - position as left from ledger_mark');
  if (mark?.['left'] !== '0') throw new Error(`${String(mark?.['left'])} events are not published yet`);
}

async function refused(call: Promise<unknown>): Promise<void> {
  await call.then(
    () => expect.fail('the call was not refused'),
    (error: unknown) => {
      responses.push(errorBytes(error as ServiceError));
    },
  );
}

async function report(category: IncidentCategory): Promise<{ incidentId: string; token: string }> {
  const { client } = intake;
  const request = { requestId: randomUUID(), report: fire({ category }) };
  const { incidentId, trackingToken } = await callUnary('Report', client.reportIncident.bind(client), request, 5_000);
  tokens.push(trackingToken);
  return { incidentId, token: trackingToken };
}

function get(incidentId: string) {
  const { client } = intake;
  return callUnary('Get', client.getIncident.bind(client), { incidentId, reason: 'перевірка' }, 5_000);
}
