import { randomUUID } from 'node:crypto';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { eventually } from '@safe-community/testkit';
import { CanarySearch, tableContents } from '@safe-community/testkit/canary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allPublished } from '../../test/all-published.ts';
import { followUpCalls, type FollowUpCalls } from '../../test/follow-up-calls.ts';
import { startIntakeProcess, type IntakeProcess } from '../../test/intake-process.ts';
import { brokerFiles, databaseLog, ReceivedByCallers, secretsOf } from '../../test/leak-search.ts';
import { fire } from '../../test/messages.ts';

const CANARY = 'канарка-доповнення kanarka-dopovnennya';

let intake: IntakeProcess;
let calls: FollowUpCalls;
let port = 0;
/** The secrets that reporters received: a token is all that its holder needs. */
const tokens: string[] = [];
const received = new ReceivedByCallers();

beforeAll(async () => {
  intake = await startIntakeProcess();
  port = Number(intake.client.getChannel().getTarget().split(':').at(-1));
  calls = followUpCalls({ port });
  await eventually(() => report(IncidentCategory.FIRE));
  for (const category of [IncidentCategory.FIRE, IncidentCategory.DOMESTIC_VIOLENCE]) await followUp(category);
  await failInEveryWay();
  await allPublished(intake);
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
  received.answer([answers, likely]);
}

/** Calls that fail while a token or personal data is in the request or in the row. */
async function failInEveryWay(): Promise<void> {
  const { incidentId, token } = await report(IncidentCategory.FIRE);
  const requestId = randomUUID();
  await calls.add(token, CANARY, requestId);
  await received.rejected(calls.add(token, `${CANARY} інше`, requestId));
  await received.rejected(calls.add(token, `${CANARY}\u0000`));
  await received.rejected(calls.reopen(token, CANARY));
  await received.rejected(calls.confirm(token));
  await received.rejected(calls.add(`${token}x`, CANARY));
  await received.rejected(calls.status(token.slice(1)));
  await received.rejected(calls.merge(incidentId, randomUUID(), { reason: CANARY }));
  await received.rejected(calls.suggest(incidentId, { reason: `${CANARY}\u202e` }));
  // A bug of ours: PostgreSQL quotes the row that it rejects.
  await intake.sql(
    `alter table report_addition add constraint planted_addition check (added_at < '2000-01-01') not valid`,
  );
  await received.rejected(calls.add(token, CANARY));
  await intake.sql('alter table report_addition drop constraint planted_addition');
  await intake.sql(`update report_addition set sealed = reverse(sealed) where incident_id = $1`, [incidentId]);
  await received.rejected(get(incidentId));
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
  expect(received.answers.length).toBeGreaterThan(10);
  expectClean(Buffer.concat(received.answers));
});

test('neither token nor text is in any table', async () => {
  const all = await tableContents((statement) => intake.sql(statement));
  expect(all.includes('reporter-followed-up')).toBe(true);
  expectClean(all);
});

test('neither token nor text is in what the broker stores', () => {
  const kept = brokerFiles(intake.nats);
  expect(kept.includes('safecommunity.incidents.v1.reporter-followed-up')).toBe(true);
  expectClean(kept);
});

test('neither token nor text is in the database log', () => {
  const log = databaseLog();
  expect(log.includes('planted_addition')).toBe(true);
  expectClean(log);
});

function expectClean(bytes: Buffer): void {
  const search = new CanarySearch({ text: 'канарка', 'Latin text': 'kanarka', ...secretsOf(tokens) });
  expect(search.find(bytes)).toEqual([]);
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
