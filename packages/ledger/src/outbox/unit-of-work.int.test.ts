import { randomUUID } from 'node:crypto';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { rows } from '@safe-community/database';
import { describe, expect, it } from 'vitest';
import { appendEvents, recorded, type RequestKey } from '../index.ts';
import { incident, type Ledger, openLedger } from '../../test/ground.ts';
import { written } from '../../test/written.ts';
import { testKey } from '../../test/test-key.ts';

function key(requestId: string = randomUUID(), body = 'body', caller = 'client', method = 'Report'): RequestKey {
  return testKey(caller, requestId, method, Buffer.from(body));
}

const answer = (incidentId: string): IncidentReported => IncidentReported.fromPartial({ incidentId });

interface Row {
  readonly position: string;
  readonly recorded_at: string;
}

function ledgerRows({ database }: Ledger): Promise<Row[]> {
  return rows<Row>(database.em.fork(), 'select position, recorded_at from ledger_event order by position');
}

describe('positions', () => {
  it('are gapless with 50 concurrent units of work, a third of which roll back', async () => {
    const ledger = await openLedger();
    const works = Array.from({ length: 50 }, async (_, index) => {
      const events = Array.from({ length: 1 + (index % 3) }, () => incident(`i-${index}`));
      return written(ledger.unitOfWork, key(), async (em) => {
        await rows(em, 'select pg_sleep($1)', [(index % 7) / 1000]);
        if (index % 3 === 0) throw new Error('rolled back');
        return { response: answer(`i-${index}`), events };
      });
    });
    const settled = await Promise.allSettled(works);
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(17);

    const stored = await ledgerRows(ledger);
    // 17 works of two events and 16 of three remain.
    expect(stored.map(({ position }) => Number(position))).toEqual(Array.from({ length: 82 }, (_, i) => i + 1));
    const [head] = await rows<{ position: string }>(ledger.database.em.fork(), 'select position from ledger_head');
    expect(head?.position).toBe('82');
    const answered = await rows(ledger.database.em.fork(), 'select 1 from request_record');
    expect(answered).toHaveLength(33);
  });

  it('follow the commit order: none becomes visible before a smaller one', async () => {
    const ledger = await openLedger({ poolSize: 20 });
    let isDone = false;
    const looks: number[][] = [];
    const look = async (): Promise<void> => {
      while (!isDone) looks.push((await ledgerRows(ledger)).map(({ position }) => Number(position)));
    };
    const looking = look();
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const events = [incident(`i-${index}`), incident(`i-${index}`)];
        await written(ledger.unitOfWork, key(), async () => ({ response: answer('x'), events }));
      }),
    );
    isDone = true;
    await looking;
    expect(looks.length).toBeGreaterThan(3);
    for (const seen of looks) expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i + 1));
    const times = (await ledgerRows(ledger)).map((row) => row.recorded_at);
    expect(times).toEqual(times.toSorted());
  });

  it('are on disk before they are visible, even if the transaction is asynchronous otherwise', async () => {
    const ledger = await openLedger();
    const setting = `select current_setting('synchronous_commit') as now`;
    await ledger.database.em.fork().transactional(async (em) => {
      await rows(em, 'set local synchronous_commit = off');
      await appendEvents(em, [recorded(incident('i'))]);
      expect(await rows(em, setting)).toEqual([{ now: 'on' }]);
    });
    await ledger.database.em.fork().transactional(async (em) => {
      await rows(em, 'set local synchronous_commit = local');
      await appendEvents(em, [recorded(incident('i'))]);
      expect(await rows(em, setting)).toEqual([{ now: 'local' }]);
    });
  });

  it('rejects an event that the broker can never accept, and changes nothing', async () => {
    const ledger = await openLedger();
    const huge = { ...incident('huge'), body: new Uint8Array(600 * 1024) };
    const run = written(ledger.unitOfWork, key(), async () => ({ response: answer('x'), events: [huge] }));
    await expect(run).rejects.toThrow('cannot be published');
    expect(await ledgerRows(ledger)).toEqual([]);
  });
});

describe('request ids', () => {
  it('sent 50 times concurrently have one effect and one answer', async () => {
    const ledger = await openLedger();
    const same = key();
    let runs = 0;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        written(ledger.unitOfWork, same, async () => {
          runs += 1;
          return { response: answer(`by-${index}`), events: [incident(`by-${index}`)] };
        }),
      ),
    );
    expect(runs).toBe(1);
    expect(new Set(answers.map(({ incidentId }) => incidentId)).size).toBe(1);
    expect(await ledgerRows(ledger)).toHaveLength(1);
  });

  it.each([
    ['another body', { body: 'other', method: 'Report' }],
    ['another method', { body: 'body', method: 'Assign' }],
  ])('reject %s and change nothing', async (_, { body, method }) => {
    const ledger = await openLedger();
    const id = randomUUID();
    const work = async () => ({ response: answer('first'), events: [incident('first')] });
    await written(ledger.unitOfWork, key(id), work);
    const again = written(ledger.unitOfWork, key(id, body, 'client', method), work);
    await expect(again).rejects.toMatchObject({ kind: 'already-exists', reason: 'REQUEST_ID_REUSED' });
    expect(await ledgerRows(ledger)).toHaveLength(1);
    expect(await written(ledger.unitOfWork, key(id), work)).toMatchObject({ incidentId: 'first' });
  });

  it('stay unused when the work fails', async () => {
    const ledger = await openLedger();
    const same = key();
    const failing = written(ledger.unitOfWork, same, async () => {
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    const second = await written(ledger.unitOfWork, same, async () => ({ response: answer('2'), events: [] }));
    expect(second.incidentId).toBe('2');
  });

  it('are the same in upper case', async () => {
    const ledger = await openLedger();
    const id = randomUUID();
    const work = async () => ({ response: answer('one'), events: [incident('one')] });
    await written(ledger.unitOfWork, key(id), work);
    await written(ledger.unitOfWork, key(id.toUpperCase()), work);
    expect(await ledgerRows(ledger)).toHaveLength(1);
  });

  it('are independent for each caller, and each gets its own answer again', async () => {
    const ledger = await openLedger();
    const id = randomUUID();
    for (const caller of ['one', 'two', 'two', 'one']) {
      const work = async () => ({ response: answer(caller), events: [incident(caller)] });
      const given = await written(ledger.unitOfWork, key(id, 'body', caller), work);
      expect(given.incidentId).toBe(caller);
    }
    expect(await ledgerRows(ledger)).toHaveLength(2);
  });

  it('keep an empty answer', async () => {
    const ledger = await openLedger();
    const same = key();
    const work = async () => ({ response: answer(''), events: [incident('x')] });
    await written(ledger.unitOfWork, same, work);
    expect(await written(ledger.unitOfWork, same, work)).toEqual(answer(''));
    expect(await ledgerRows(ledger)).toHaveLength(1);
  });
});

describe('work without a request', () => {
  it('commits state and events together, returns its result, and wakes the relay', async () => {
    const ledger = await openLedger();
    let woken = 0;
    ledger.wakeup.onCommitted(() => (woken += 1));
    const result = await ledger.unitOfWork.record(async (em) => {
      const events = [incident('a'), incident('b')];
      await rows(em, `insert into counted values ('state', 0)`);
      // The ledger is written last, so it has no event during the work.
      expect(await rows(em, 'select 1 from ledger_event')).toEqual([]);
      return { result: 'done', events };
    });
    expect(result).toBe('done');
    expect((await ledgerRows(ledger)).map(({ position }) => position)).toEqual(['1', '2']);
    expect(await rows(ledger.database.em.fork(), 'select 1 from counted')).toHaveLength(1);
    expect(await rows(ledger.database.em.fork(), 'select 1 from request_record')).toEqual([]);
    expect(woken).toBe(1);
  });

  it('wakes nothing when there are no events', async () => {
    const ledger = await openLedger();
    let woken = 0;
    ledger.wakeup.onCommitted(() => (woken += 1));
    expect(await ledger.unitOfWork.record(async () => ({ result: 0, events: [] }))).toBe(0);
    expect(woken).toBe(0);
  });

  it.each([
    ['the work fails', () => Promise.reject(new Error('no'))],
    ['an event is too large', async () => ({ ...incident('huge'), body: new Uint8Array(600 * 1024) })],
  ])('changes nothing when %s', async (_, eventOf) => {
    const ledger = await openLedger();
    let woken = 0;
    ledger.wakeup.onCommitted(() => (woken += 1));
    const recording = ledger.unitOfWork.record(async (em) => {
      await rows(em, `insert into counted values ('state', 0)`);
      return { result: undefined, events: [incident('a'), await eventOf()] };
    });
    await expect(recording).rejects.toThrow(/no|cannot be published/);
    expect(await ledgerRows(ledger)).toEqual([]);
    expect(await rows(ledger.database.em.fork(), 'select 1 from counted')).toEqual([]);
    expect(woken).toBe(0);
  });

  it('takes its positions in turn with requests', async () => {
    const ledger = await openLedger();
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        const events = [incident(`i-${index}`)];
        return index % 2 === 0
          ? ledger.unitOfWork.record(async () => ({ result: undefined, events }))
          : written(ledger.unitOfWork, key(), async () => ({ response: answer('x'), events }));
      }),
    );
    const positions = (await ledgerRows(ledger)).map(({ position }) => Number(position));
    expect(positions).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });
});
