import { rows } from '@safe-community/database';
import { eventually, startTestNats } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { connectTo, ids, markOf, openLedger, relayOf, report } from '../test/ground.ts';
import { startGauges } from '../test/gauges.ts';
import { listen } from '../test/consumers.ts';
import { operate } from '../test/operators.ts';

const UNPUBLISHED = 'safe_community.ledger.unpublished';
const AGE = 'safe_community.ledger.unpublished_age';
const DEAD_LETTERS = 'safe_community.consumer.dead_letters';

it('exports the number and age of waiting events: growing while the broker is down, zero after', async () => {
  const [nats, ledger, gauge] = await Promise.all([startTestNats(), openLedger(), startGauges()]);
  onTestFinished(() => nats.stop());
  relayOf(ledger, await connectTo(nats));
  await report(ledger, ...ids('before', 3));
  await eventually(async () => expect(await markOf(ledger)).toBe(3));
  expect([await gauge(UNPUBLISHED), await gauge(AGE)]).toEqual([0, 0]);
  await nats.kill();
  await report(ledger, ...ids('meanwhile', 2));
  expect(await gauge(UNPUBLISHED)).toBe(2);
  const age = `update ledger_event set recorded_at = recorded_at - interval '1 hour' where position > 3`;
  await rows(ledger.admin.em.fork(), age);
  await report(ledger, 'late');
  expect(await gauge(UNPUBLISHED)).toBe(3);
  expect(Number(await gauge(AGE))).toBeGreaterThanOrEqual(3_600);
  await nats.restart();
  await eventually(async () => expect(await markOf(ledger)).toBe(6));
  expect([await gauge(UNPUBLISHED), await gauge(AGE)]).toEqual([0, 0]);
});

it('exports the earlier backlog at once after a start without a broker', async () => {
  const [ledger, gauge] = await Promise.all([openLedger(), startGauges()]);
  await report(ledger, ...ids('i', 4));
  relayOf(ledger, new Promise(() => undefined));
  expect(await gauge(UNPUBLISHED)).toBe(4);
  expect(await gauge('safe_community.ledger.set_aside')).toBe(0);
});

it('exports the dead letters that wait for a decision', async () => {
  const [nats, producer, listener, gauge] = await Promise.all([
    startTestNats(),
    openLedger(),
    openLedger(),
    startGauges(),
  ]);
  onTestFinished(() => nats.stop());
  const nc = await connectTo(nats);
  relayOf(producer, nc);
  listen(listener, nc);
  await report(producer, 'poison', 'a', 'poison-2');
  await eventually(async () => expect(await gauge(DEAD_LETTERS)).toBe(2));
  await (await operate(listener, [])).discard({ letterId: 1n, reason: 'не потрібно' });
  expect(await gauge(DEAD_LETTERS)).toBe(1);
});
