import { prepared, rows } from '@safe-community/database';
import { incidentReported } from '@safe-community/events';
import { eventually } from '@safe-community/testkit';
import { beforeEach, expect, test } from 'vitest';
import { on, type Consumer, type ConsumerOptions, type LedgerSource } from '../index.ts';
import { capturedLog, ids, relayOf, report } from '../../test/ground.ts';
import { listen, sourceAt } from '../../test/consumers.ts';
import { operate, type Operated } from '../../test/operators.ts';
import { listener, nc, producer, useTwoLedgers } from '../../test/two-ledgers.ts';

const SLOW = { within: 30_000 };
const EFFECTS: ConsumerOptions['effects'] = { tables: ['tallied'] };

const TALLY = prepared(`
  insert into tallied select *, 1 from unnest($1::text[])
  on conflict (incident_id) do update set times = tallied.times + 1`);

/** An incident called "poison" cannot be counted until it is healed. */
let isHealed = false;
const tallying = on(incidentReported, (received) => {
  const found = received.map(({ message }) => message.incidentId);
  if (!isHealed && found.some((id) => id.startsWith('poison'))) throw new TypeError('poison');
  return [{ statement: TALLY, values: [found] }];
});

let atProducer: Operated;
let atListener: Operated;

useTwoLedgers();
beforeEach(async () => {
  isHealed = false;
  [atProducer, atListener] = await Promise.all([operate(producer, []), operate(listener, [tallying])]);
  relayOf(producer, nc);
});

/** A ledger whose reading from the first event on ends only once the gate is open. */
function gatedSource(): { source: LedgerSource; readings: () => number; open: () => void } {
  const source = sourceAt(atProducer.port);
  const gate = Promise.withResolvers<void>();
  let readings = 0;
  return {
    source: {
      ...source,
      async *read(from, to, signal) {
        yield* source.read(from, to, signal);
        if (from > 1n) return;
        readings++;
        await Promise.race([gate.promise, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
      },
    },
    readings: () => readings,
    open: gate.resolve,
  };
}

function tally(source: LedgerSource, logger = capturedLog().logger): Consumer {
  return listen(listener, nc, { source, logger, handlers: [tallying], effects: EFFECTS });
}

/** How often each incident is counted, as readers see it. */
async function tallied(): Promise<Record<string, number>> {
  const found = await rows<{ incident_id: string; times: string }>(listener.database.em.fork(), 'table tallied');
  return Object.fromEntries(found.map(({ incident_id, times }) => [incident_id, Number(times)]));
}

const once = (incidents: readonly string[]) => Object.fromEntries(incidents.map((id) => [id, 1]));

async function expectTallied(incidents: readonly string[], more: Record<string, number> = {}): Promise<void> {
  await eventually(async () => expect(await tallied()).toEqual({ ...once(incidents), ...more }), SLOW);
}

async function expectNonePending(): Promise<void> {
  await eventually(async () => {
    const { checkpoints } = await atListener.checkpoints();
    expect(checkpoints.some(({ rebuildPending }) => rebuildPending)).toBe(false);
  }, SLOW);
}

const spoil = () => rows(listener.database.em.fork(), `insert into tallied values ('stale', 7)`);

test('events are counted while a rebuild goes on; readers see the former counts until it is done', async () => {
  const { source, readings, open } = gatedSource();
  tally(source);
  await report(producer, ...ids('before', 30));
  await expectTallied(ids('before', 30));
  await spoil();
  await atListener.rebuild({});
  await eventually(() => expect(readings()).toBe(1), SLOW);
  await report(producer, ...ids('meanwhile', 20));
  await expectTallied([...ids('before', 30), ...ids('meanwhile', 20)], { stale: 7 });
  open();
  await expectTallied([...ids('before', 30), ...ids('meanwhile', 20)]);
  await report(producer, 'after');
  await expectTallied([...ids('before', 30), ...ids('meanwhile', 20), 'after']);
});

test('statements that a connection has prepared reach the tables themselves again, rebuild after rebuild', async () => {
  tally(sourceAt(atProducer.port));
  const reported: string[] = [];
  for (const round of [1, 2, 3]) {
    reported.push(...ids(`round-${round}`, 5));
    await report(producer, ...ids(`round-${round}`, 5));
    await expectTallied(reported);
    await spoil();
    await atListener.rebuild({});
    await expectTallied(reported);
  }
  await expectNonePending();
});

test('a consumer that stops during a rebuild has changed nothing; the next one carries it out', async () => {
  const { source, readings } = gatedSource();
  const consumer = tally(source);
  await report(producer, 'a', 'b');
  await expectTallied(['a', 'b']);
  await spoil();
  await atListener.rebuild({});
  await eventually(() => expect(readings()).toBe(1), SLOW);
  await consumer.stop();
  expect(await tallied()).toEqual({ a: 1, b: 1, stale: 7 });
  tally(sourceAt(atProducer.port));
  await expectTallied(['a', 'b']);
  await expectNonePending();
});

test('of two replicas one rebuilds, and the other learns that its effects have changed', async () => {
  const [one, other] = [gatedSource(), gatedSource()];
  const remembered: Record<string, number>[] = [{}, {}];
  for (const [index, { source }] of [one, other].entries()) {
    const onApplied = async () => void (remembered[index] = await tallied());
    listen(listener, nc, { source, handlers: [tallying], effects: EFFECTS, onApplied });
  }
  await report(producer, 'a', 'b');
  await expectTallied(['a', 'b']);
  await spoil();
  await atListener.rebuild({});
  await eventually(() => expect(one.readings() + other.readings()).toBe(1), SLOW);
  await report(producer, 'c');
  await expectTallied(['a', 'b', 'c'], { stale: 7 });
  one.open();
  other.open();
  const counted = once(['a', 'b', 'c']);
  await eventually(() => expect(remembered).toEqual([counted, counted]), SLOW);
  expect(one.readings() + other.readings()).toBe(1);
});

test('an event that fails meanwhile has one letter; letters of the time before are tried again', async () => {
  const { source, readings, open } = gatedSource();
  tally(source);
  await report(producer, 'a', 'poison-1', 'b');
  await expectTallied(['a', 'b']);
  await atListener.rebuild({});
  await eventually(() => expect(readings()).toBe(1), SLOW);
  await report(producer, 'poison-2', 'c');
  await expectTallied(['a', 'b', 'c']);
  open();
  await expectNonePending();
  const { deadLetters } = await atListener.list();
  expect(deadLetters.map(({ letterId, tries }) => [letterId, tries])).toEqual([
    [1n, 2],
    [2n, 2],
  ]);
  expect(await tallied()).toEqual(once(['a', 'b', 'c']));
  isHealed = true;
  await atListener.rebuild({});
  await expectTallied(['a', 'b', 'c', 'poison-1', 'poison-2']);
});

test('an event whose letter is discarded after it was applied again is not counted', async () => {
  const { source, readings, open } = gatedSource();
  const { logger, lines } = capturedLog();
  tally(source, logger);
  await report(producer, 'a', 'poison');
  await expectTallied(['a']);
  await eventually(async () => expect((await atListener.list()).deadLetters).toHaveLength(1), SLOW);
  isHealed = true;
  await atListener.rebuild({});
  await eventually(() => expect(readings()).toBe(1), SLOW);
  await atListener.discard({ letterId: 1n, reason: 'a hoax' });
  open();
  await expectNonePending();
  expect(await tallied()).toEqual(once(['a']));
  expect(JSON.stringify(lines())).toContain('LettersChanged');
});

test('an event that an operator has applied meanwhile is counted once', async () => {
  const { source, readings, open } = gatedSource();
  tally(source);
  await report(producer, 'a', 'poison');
  await expectTallied(['a']);
  await eventually(async () => expect((await atListener.list()).deadLetters).toHaveLength(1), SLOW);
  isHealed = true;
  await atListener.rebuild({});
  await eventually(() => expect(readings()).toBe(1), SLOW);
  await atListener.redrive({ letterIds: [1n] });
  await expectTallied(['a', 'poison']);
  open();
  await expectNonePending();
  expect(await tallied()).toEqual(once(['a', 'poison']));
});

test('a table without a primary key cannot be rebuilt beside its rows', async () => {
  const { logger, lines } = capturedLog();
  listen(listener, nc, {
    source: sourceAt(atProducer.port),
    logger,
    handlers: [tallying],
    effects: { tables: ['counted'] },
  });
  await report(producer, 'a');
  await expectTallied(['a']);
  await atListener.rebuild({});
  await eventually(() => expect(JSON.stringify(lines())).toContain('TableWithoutKey'), SLOW);
});
