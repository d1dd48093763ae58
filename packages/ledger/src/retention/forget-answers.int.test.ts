import { randomUUID } from 'node:crypto';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { rows } from '@safe-community/database';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimAll } from '../outbox/idempotency-keys.ts';
import { forgetAnswers, ledgerHead, type RequestKey } from '../index.ts';
import { incident, type Ledger, openLedger } from '../../test/ground.ts';
import { written } from '../../test/written.ts';
import { testKey } from '../../test/test-key.ts';

const METHOD = '/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident';

let ledger: Ledger;

beforeEach(async () => {
  ledger = await openLedger();
});

/** Reports an incident under an id; resolves to the incident that was answered. */
async function report(requestId: string, { body = 'body', method = METHOD } = {}): Promise<string> {
  const key = testKey('client', requestId, method, Buffer.from(body));
  const response = IncidentReported.fromPartial({ incidentId: randomUUID() });
  const work = async () => ({ response, events: [incident(response.incidentId)] });
  return (await written(ledger.unitOfWork, key, work)).incidentId;
}

async function age(requestId: string, days: number): Promise<void> {
  await rows(
    ledger.admin.em.fork(),
    'update request_record set recorded_at = now() - make_interval(days => $2) where request_id = $1',
    [requestId, days],
  );
}

async function forget(): Promise<number> {
  return forgetAnswers(ledger.database.em.fork(), 30);
}

async function events(): Promise<bigint> {
  return (await ledgerHead(ledger.database.em.fork())).head;
}

describe('an answer older than the retention period', () => {
  it('is deleted, and a repeat is rejected and changes nothing, with the same or another body', async () => {
    const requestId = randomUUID();
    await report(requestId);
    await age(requestId, 31);
    expect(await forget()).toBe(1);
    const refused = { kind: 'already-exists', reason: 'ANSWER_FORGOTTEN' };
    await expect(report(requestId)).rejects.toMatchObject(refused);
    await expect(report(requestId, { body: 'other' })).rejects.toMatchObject(refused);
    expect(await events()).toBe(1n);
    expect(await forget()).toBe(0);
  });

  it('is rejected in a batch as well, beside new requests', async () => {
    const requestId = randomUUID();
    await report(requestId);
    await age(requestId, 31);
    await forget();
    const claimant = (id: string) => ({
      key: testKey('client', id, METHOD, Buffer.from('body')),
      response: Buffer.from('answer'),
    });
    const claims = await ledger.database.em
      .fork()
      .transactional((em) => claimAll(em, [claimant(requestId), claimant(randomUUID())]));
    expect(claims).toEqual([
      { state: 'refused', refusal: expect.objectContaining({ reason: 'ANSWER_FORGOTTEN' }) },
      { state: 'new' },
    ]);
  });

  it('leaves nothing but its request id, caller and time', async () => {
    const requestId = randomUUID();
    await report(requestId);
    await age(requestId, 31);
    await forget();
    const [record] = await rows<Record<string, unknown>>(ledger.database.em.fork(), 'select * from request_record');
    expect(record).toMatchObject({ caller: 'client', request_id: requestId, method: '' });
    expect([record?.['digest'], record?.['response']]).toEqual([Buffer.alloc(0), Buffer.alloc(0)]);
  });
});

it('repeats an answer of the last days', async () => {
  const requestId = randomUUID();
  const first = await report(requestId);
  await age(requestId, 29);
  expect(await forget()).toBe(0);
  expect(await report(requestId)).toBe(first);
});

it('remembers ids of import rows forever: a row is identified by its source', async () => {
  const requestId = randomUUID();
  const first = await report(requestId, { method: 'import-row' });
  await age(requestId, 3_650);
  expect(await forget()).toBe(0);
  expect(await report(requestId, { method: 'import-row' })).toBe(first);
});

it('deletes many answers in batches, with two replicas each once', async () => {
  const key: RequestKey = testKey('client', randomUUID(), METHOD, Buffer.from('body'));
  await rows(
    ledger.database.em.fork(),
    `insert into request_record select 'client', gen_random_uuid(), $1, $2, $2, now() - interval '31 days'
     from generate_series(1, 2500)`,
    [METHOD, key.digest],
  );
  const portions: number[] = [];
  for (let round = 0; round < 4; round += 1) portions.push(...(await Promise.all([forget(), forget()])));
  expect(Math.max(...portions)).toBeLessThanOrEqual(1_000);
  expect(portions.reduce((all, one) => all + one, 0)).toBe(2_500);
});
