import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { columnOf, prepared, rows } from '@safe-community/database';
import { eventually, holdCommits, type HeldCommits } from '@safe-community/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { batchWriter, recorded, type PendingWrite } from '../index.ts';
import { incident, type Ledger, openLedger } from '../../test/ground.ts';
import { written } from '../../test/written.ts';
import { testKey } from '../../test/test-key.ts';

/** Long enough for an answer that does not wait for the commit. */
const ANSWER_MS = 200;

let ledger: Ledger;
let commits: HeldCommits;
let wakeups: number;
beforeEach(async () => {
  ledger = await openLedger({ isSpoilt: true });
  wakeups = 0;
  ledger.wakeup.onCommitted(() => (wakeups += 1));
});

const INSERT = prepared('insert into counted select * from unnest($1::text[], $2::bigint[])');

interface Counted extends PendingWrite {
  readonly id: string;
}

function write(id: string, requestId: string = randomUUID()): Counted {
  const response = IncidentReported.encode(IncidentReported.fromPartial({ incidentId: id })).finish();
  return {
    id,
    key: testKey('client', requestId, 'Report', Buffer.from(id)),
    response,
    events: [recorded(incident(id))],
  };
}

function grouped({ database, wakeup }: Ledger) {
  return batchWriter<Counted>({
    database,
    wakeup,
    longestQueue: 100,
    insert: (writes) => ({
      statement: INSERT,
      values: [columnOf('text', writes, ({ id }) => id), columnOf('bigint', writes, () => 0n)],
    }),
  });
}

async function runUnit(): Promise<unknown> {
  const key = testKey('client', randomUUID(), 'Report', Buffer.from('a'));
  const response = IncidentReported.fromPartial({ incidentId: 'a' });
  return written(ledger.unitOfWork, key, async () => ({ response, events: [incident('a')] }));
}

async function record(): Promise<unknown> {
  return ledger.unitOfWork.record(async () => ({ result: 'done', events: [incident('a')] }));
}

async function commitGroup(): Promise<unknown> {
  const writes = grouped(ledger);
  return Promise.all([writes.commit(write('a')), writes.commit(write('b'))]);
}

/** One of them was sent before, so that the batch takes the path that finds repeats. */
async function commitGroupWithRepeat(): Promise<unknown> {
  const writes = grouped(ledger);
  const requestId = randomUUID();
  const all = ['a', 'a', 'b'].map((id, index) => writes.commit(write(id, index < 2 ? requestId : randomUUID())));
  return Promise.all(all);
}

describe.each([
  ['a unit of work', runUnit],
  ['work without a request', record],
  ['a batch of new writes', commitGroup],
  ['a batch with a repeat', commitGroupWithRepeat],
])('%s', (_, run) => {
  it('is neither answered nor wakes the relay before its commit', async () => {
    commits = await holdCommits((sql) => rows(ledger.admin.em.fork(), sql), 'ledger_event');
    let answered = false;
    const answer = run().finally(() => (answered = true));
    await eventually(async () => expect(await commits.held()).toBe(1));
    await sleep(ANSWER_MS);
    expect({ answered, wakeups, events: await eventCount() }).toEqual({ answered: false, wakeups: 0, events: 0 });
    await commits.release();
    await answer;
    expect(wakeups).toBe(1);
    expect(await eventCount()).toBeGreaterThan(0);
  });

  it('is not answered when its commit fails', async () => {
    commits = await holdCommits((sql) => rows(ledger.admin.em.fork(), sql), 'ledger_event');
    const failure = run().then(() => 'answered', String);
    await eventually(async () => expect(await commits.held()).toBe(1));
    await commits.fail();
    expect(await failure).toContain('the commit fails');
    expect({ wakeups, events: await eventCount() }).toEqual({ wakeups: 0, events: 0 });
  });
});

async function eventCount(): Promise<number> {
  return (await rows(ledger.admin.em.fork(), 'select 1 from ledger_event')).length;
}
