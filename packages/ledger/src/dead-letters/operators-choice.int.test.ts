import { randomUUID } from 'node:crypto';
import type { NatsConnection } from '@nats-io/transport-node';
import { RedriveOutcome } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { incidentReported } from '@safe-community/events';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adoptEpoch, lockCheckpoint, moveCheckpoint, readCheckpoint } from '../consumer/checkpoint.ts';
import { connectTo, openLedger, type Ledger } from '../../test/ground.ts';
import { operate } from '../../test/operators.ts';
import { consume, mended } from '../../test/poisoned.ts';

let nats: TestNats;
beforeAll(async () => {
  nats = await startTestNats();
});
afterAll(() => nats.stop());

it('a redrive of a type takes waiting letters only, not those already decided', async () => {
  const [producer, listener, nc]: [Ledger, Ledger, NatsConnection] = await Promise.all([
    openLedger(),
    openLedger(),
    connectTo(nats),
  ]);
  await consume({ producer, listener, nc }, ['poison', 'poison-2', 'poison-3']);
  const service = await operate(listener, [mended]);
  await service.discard({ letterId: 1n, reason: 'a test' });
  await service.redrive({ letterIds: [3n] });
  const { results } = await service.redrive({ eventType: incidentReported.type });
  expect(results).toEqual([{ letterId: 2n, outcome: RedriveOutcome.APPLIED, failure: '' }]);
  expect((await service.redrive({ eventType: incidentReported.type })).results).toEqual([]);
});

it('a checkpoint that has moved does not adopt the epoch that was chosen for its former position', async () => {
  const { database } = await openLedger();
  const reader = { consumer: 'statistics', producer: 'incidents', partition: 0 };
  const [former, next] = [randomUUID(), randomUUID()];
  const at = { epoch: former, position: 7n, eventId: randomUUID(), place: undefined, redriven: 0n };
  await database.em.fork().transactional(async (em) => {
    await lockCheckpoint(em, reader);
    await moveCheckpoint(em, reader, at);
  });
  const em = database.em.fork();
  await adoptEpoch(em, reader, { ...at, position: 6n }, next);
  await adoptEpoch(em, reader, { ...at, eventId: randomUUID() }, next);
  await adoptEpoch(em, { ...reader, producer: 'officers' }, at, next);
  expect(await readCheckpoint(em, reader)).toEqual(at);
  await adoptEpoch(em, reader, at, next);
  expect(await readCheckpoint(em, reader)).toEqual({ ...at, epoch: next });
});
