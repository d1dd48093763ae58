import type { NatsConnection } from '@nats-io/transport-node';
import { DeadLetterState, RedriveOutcome } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { prepared, rows } from '@safe-community/database';
import { encodeHeartbeat, heartbeatSubject, incidentReported } from '@safe-community/events';
import { eventually, refusalOf, startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { on } from '../index.ts';
import { connectTo, ids, openLedger, type Ledger } from '../../test/ground.ts';
import { deadLettersOf, committedBy, countedBy, listen } from '../../test/consumers.ts';
import { operate, type Operated } from '../../test/operators.ts';
import { consume, mended } from '../../test/poisoned.ts';

let nats: TestNats;
let producer: Ledger;
let listener: Ledger;
let nc: NatsConnection;

beforeAll(async () => {
  nats = await startTestNats();
});
afterAll(() => nats.stop());
beforeEach(async () => {
  [producer, listener, nc] = await Promise.all([openLedger(), openLedger(), connectTo(nats)]);
});

/** Consumes these with the version that has the bug. */
function consumed(...incidents: string[]): Promise<void> {
  return consume({ producer, listener, nc }, incidents);
}

async function waiting(service: Operated): Promise<bigint[]> {
  const { deadLetters } = await service.list({ state: DeadLetterState.WAITING });
  return deadLetters.map(({ letterId }) => letterId);
}

const APPLIED = RedriveOutcome.APPLIED;

describe('ListDeadLetters, GetDeadLetter', () => {
  it('return the event that could not be applied, as it was received, and the reason', async () => {
    await consumed('a', 'poison', 'b');
    const service = await operate(listener, [mended]);
    const { deadLetters, nextPageToken } = await service.list();
    const [, event] = await committedBy(producer);
    expect(nextPageToken).toBe('');
    expect(deadLetters).toEqual([
      expect.objectContaining({
        letterId: 1n,
        producer: 'incidents',
        position: 2n,
        epoch: event?.epoch,
        eventId: event?.id,
        eventType: incidentReported.type,
        state: DeadLetterState.WAITING,
        failure: 'TypeError',
        tries: 1,
        decision: undefined,
      }),
    ]);
    const { body, subject, recordedTime } = await service.get(1n);
    expect(incidentReported.decode(body).incidentId).toBe('poison');
    expect({ subject, recordedTime }).toEqual({ subject: event?.subject, recordedTime: event?.recordedAt });
    expect(await refusalOf(service.get(2n))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(service.get(0n))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['letter_id'] });
  });

  it('return pages, by state and type', async () => {
    await consumed(...ids('poison', 5));
    const service = await operate(listener, [mended]);
    await service.discard({ letterId: 2n, reason: 'не потрібно' });
    const filter = { pageSize: 2, state: DeadLetterState.WAITING, eventType: incidentReported.type };
    const first = await service.list(filter);
    const second = await service.list({ ...filter, pageToken: first.nextPageToken });
    const idsOf = ({ deadLetters }: typeof first) => deadLetters.map(({ letterId }) => Number(letterId));
    expect([idsOf(first), idsOf(second), second.nextPageToken]).toEqual([[1, 3], [4, 5], '']);
    expect(idsOf(await service.list({ eventType: 'other' }))).toEqual([]);
    const foreign = service.list({ pageSize: 2, pageToken: first.nextPageToken });
    expect(await refusalOf(foreign)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
    expect(await refusalOf(service.list({ pageSize: 501 }))).toMatchObject({ fields: ['page_size'] });
  });
});

describe('RedriveDeadLetters', () => {
  it('applies each dead letter once, however many concurrent requests', async () => {
    await consumed('a', 'poison', 'b', 'poison-2');
    const [one, other] = await Promise.all([operate(listener, [mended]), operate(listener, [mended])]);
    const requestId = crypto.randomUUID();
    const answers = await Promise.all([
      ...[one, other, one].map((service) => service.redrive({ requestId, letterIds: [2n, 1n] })),
      ...[one, other, one].map((service) => service.redrive({ eventType: incidentReported.type })),
    ]);
    expect(await countedBy(listener)).toEqual(['a', 'b', 'poison', 'poison-2']);
    const applied = answers.flatMap(({ results }) => results).filter(({ outcome }) => outcome === APPLIED);
    expect([0, 2, 6]).toContain(applied.length);
    expect(answers[0]).toEqual(answers[1]);
    const { deadLetters } = await one.list();
    expect(deadLetters.map(({ state, tries, decision }) => ({ state, tries, ...decision }))).toEqual(
      [1, 2].map(() => ({
        state: DeadLetterState.REDRIVEN,
        tries: 2,
        caller: 'client',
        actingUser: 'operator-7',
        reason: '',
        decidedTime: expect.any(Date) as Date,
      })),
    );
    const [again] = (await one.redrive({ letterIds: [1n] })).results;
    expect(again?.outcome).toBe(RedriveOutcome.NOT_WAITING);
  });

  it('leaves a letter that fails again waiting with the new reason and no effect, and applies the others', async () => {
    await consumed('poison', 'poison-still', 'poison-2');
    const service = await operate(listener, [mended]);
    const { results } = await service.redrive({ letterIds: [1n, 2n, 3n] });
    expect(results).toEqual([
      { letterId: 1n, outcome: APPLIED, failure: '' },
      { letterId: 2n, outcome: RedriveOutcome.FAILED, failure: 'error 22012' },
      { letterId: 3n, outcome: APPLIED, failure: '' },
    ]);
    expect(await countedBy(listener)).toEqual(['poison', 'poison-2']);
    const { deadLetter } = await service.get(2n);
    expect(deadLetter).toMatchObject({ state: DeadLetterState.WAITING, failure: 'error 22012', tries: 2 });
  });

  it('does not report letters as applied that this version has no handler for', async () => {
    await consumed('poison');
    const service = await operate(listener, []);
    const { results } = await service.redrive({ letterIds: [1n] });
    expect(results).toEqual([{ letterId: 1n, outcome: RedriveOutcome.FAILED, failure: 'NotHeard' }]);
  });

  it('redrives all of a type in batches, skipping those that fail', async () => {
    await consumed(...ids('poison-still', 100), 'poison');
    const service = await operate(listener, [mended]);
    const first = await service.redrive({ eventType: incidentReported.type });
    expect([first.results.length, first.nextAfterLetterId]).toEqual([100, 100n]);
    const rest = await service.redrive({
      eventType: incidentReported.type,
      afterLetterId: first.nextAfterLetterId,
    });
    expect([rest.results.map(({ outcome }) => outcome), rest.nextAfterLetterId]).toEqual([[APPLIED], 0n]);
  });

  it('changes nothing for an unknown letter, a missing table or an unauthorised caller', async () => {
    await consumed('poison');
    const service = await operate(listener, [mended]);
    expect(await refusalOf(service.redrive({ letterIds: [1n, 9n] }))).toMatchObject({ code: 'NOT_FOUND' });
    const early = on(incidentReported, () => [{ statement: prepared('insert into not_yet values (1)'), values: [] }]);
    const refused = (await operate(listener, [early])).redrive({ letterIds: [1n] });
    expect(await refusalOf(refused)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'NOT_MIGRATED' });
    const reader = await operate(listener, [mended], 'statistics');
    for (const call of [reader.list(), reader.redrive({ letterIds: [1n] }), reader.discard({ letterId: 1n })]) {
      expect(await refusalOf(call)).toMatchObject({ code: 'PERMISSION_DENIED' });
    }
    expect((await service.get(1n)).deadLetter).toMatchObject({ state: DeadLetterState.WAITING, tries: 1 });
    expect(await countedBy(listener)).toEqual([]);
  });

  it('reports each invalid field', async () => {
    const service = await operate(listener, [mended]);
    const fieldsOf = async (request: Parameters<Operated['redrive']>[0]) =>
      (await refusalOf(service.redrive(request))).fields;
    expect(await fieldsOf({ requestId: 'x' })).toEqual(['request_id', 'letter_ids']);
    expect(await fieldsOf({ letterIds: [1n], eventType: 'a' })).toEqual(['letter_ids']);
    const wrong = ['letter_ids[1]', 'letter_ids', 'after_letter_id'];
    expect(await fieldsOf({ letterIds: [1n, 0n, 1n], afterLetterId: 1n })).toEqual(wrong);
    const many = Array.from({ length: 101 }, (_, index) => BigInt(index + 1));
    expect(await fieldsOf({ letterIds: many })).toEqual(['letter_ids']);
  });

  it('refreshes the data in memory, also of a replica that did not redrive', async () => {
    await consumed('a', 'poison');
    let known: string[] = [];
    const consumer = listen(listener, nc, { onApplied: async () => void (known = await countedBy(listener)) });
    await eventually(() => expect(known).toEqual(['a']));
    await (await operate(listener, [mended])).redrive({ letterIds: [1n] });
    const [event] = await committedBy(producer);
    const beat = encodeHeartbeat({ epoch: event?.epoch ?? '', partition: 0, head: 2n, published: 2n });
    await eventually(() => {
      nc.publish(heartbeatSubject('incidents'), beat);
      expect(known).toEqual(['a', 'poison']);
    });
    await consumer.stop();
  });
});

describe('DiscardDeadLetter', () => {
  it('discards a letter permanently, and records who did it, when and why', async () => {
    await consumed('poison', 'poison-2');
    const service = await operate(listener, [mended]);
    const requestId = crypto.randomUUID();
    const given = await service.discard({ requestId, letterId: 1n, reason: 'обліковано вручну' });
    expect(await service.discard({ requestId, letterId: 1n, reason: 'обліковано вручну' })).toEqual(given);
    const other = service.discard({ requestId, letterId: 2n, reason: 'обліковано вручну' });
    expect(await refusalOf(other)).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
    const again = service.discard({ letterId: 1n, reason: 'ще раз' });
    expect(await refusalOf(again)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'NOT_WAITING' });
    await service.redrive({ eventType: incidentReported.type });
    await service.redrive({ letterIds: [1n] });
    expect(await countedBy(listener)).toEqual(['poison-2']);
    expect((await service.get(1n)).deadLetter).toMatchObject({
      state: DeadLetterState.DISCARDED,
      decision: {
        decidedTime: given.discardedTime,
        caller: 'client',
        actingUser: 'operator-7',
        reason: 'обліковано вручну',
      },
    });
    expect(await waiting(service)).toEqual([]);
    expect(await deadLettersOf(listener)).toHaveLength(2);
    const audited = 'select method, system, acting_user from audit_entry where request_id = $1';
    expect(await rows(listener.admin.em.fork(), audited, [requestId])).toEqual([
      {
        method: 'safecommunity.ledger.v1.DeadLetterService/DiscardDeadLetter',
        system: 'client',
        acting_user: 'operator-7',
      },
    ]);
  });

  it('requires a readable reason', async () => {
    await consumed('poison');
    const service = await operate(listener, [mended]);
    for (const reason of ['', '  ', 'x'.repeat(501), 'a\u202eb']) {
      expect(await refusalOf(service.discard({ letterId: 1n, reason }))).toMatchObject({ fields: ['reason'] });
    }
    expect(await refusalOf(service.discard({ letterId: 7n, reason: 'a' }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await waiting(service)).toEqual([1n]);
  });
});

describe('GetCheckpoints', () => {
  it('returns the position for each producer, and the dead letters', async () => {
    await consumed('a', 'poison', 'poison-2', 'poison-3');
    const service = await operate(listener, [mended]);
    await service.discard({ letterId: 1n, reason: 'не потрібно' });
    const events = await committedBy(producer);
    const none = {
      partition: 0,
      epoch: '',
      position: 0n,
      deadLettersWaiting: 0n,
      deadLettersDiscarded: 0n,
      eventId: '',
      rebuildPending: false,
    };
    expect((await service.checkpoints()).checkpoints).toEqual([
      {
        producer: 'incidents',
        partition: 0,
        epoch: events[3]?.epoch,
        position: 4n,
        deadLettersWaiting: 2n,
        deadLettersDiscarded: 1n,
        eventId: events[3]?.id,
        rebuildPending: false,
      },
      { ...none, producer: 'officers' },
    ]);
  });
});
