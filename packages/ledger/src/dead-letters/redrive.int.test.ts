import type { NatsConnection } from '@nats-io/transport-node';
import { prepared, rows } from '@safe-community/database';
import { incidentReported, type Envelope } from '@safe-community/events';
import { eventually, startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { on } from '../index.ts';
import { connectTo, ids, openLedger, report, type Ledger } from '../../test/ground.ts';
import { committedBy, listen, publishJustSo } from '../../test/consumers.ts';
import { operate } from '../../test/operators.ts';
import { checkpointOf, consume } from '../../test/poisoned.ts';

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

it('gives the handler the event exactly as it was received, including the load test mark', async () => {
  await consume({ producer, listener, nc }, ['poison'], (event) => ({ ...event, isTest: true }));
  const [event] = await committedBy(producer);
  const given: Envelope[] = [];
  const noting = on(incidentReported, (received) => (given.push(...received.map(({ envelope }) => envelope)), []));
  await (await operate(listener, [noting])).redrive({ letterIds: [1n] });
  expect(given).toEqual([{ ...event, isTest: true }]);
});

it('never runs a handler concurrently with the consumer', async () => {
  await consume({ producer, listener, nc }, ids('poison', 3));
  // Counts, waits and writes: two at once would write the same number.
  const numberingStatement = prepared(`
    with waited as (select pg_sleep(0.03))
    insert into counted
    select 'numbered', (select count(*) from counted) + n from waited, generate_series(1, $1::int) n`);
  const numbering = on(incidentReported, (received) => [{ statement: numberingStatement, values: [received.length] }]);
  const consumer = listen(listener, nc, { handlers: [numbering] });
  const service = await operate(listener, [numbering]);
  const flow = (async () => {
    for (const id of ids('live', 12)) {
      await report(producer, id);
      await publishJustSo(nc, (await committedBy(producer)).slice(-1));
    }
  })();
  for (const letterId of [1n, 2n, 3n]) await service.redrive({ letterIds: [letterId] });
  await flow;
  await eventually(async () => expect(await checkpointOf(listener)).toBe(15));
  await consumer.stop();
  const numbers = await rows<{ position: string }>(
    listener.database.em.fork(),
    'select position from counted order by position',
  );
  expect(numbers.map(({ position }) => Number(position))).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
});
