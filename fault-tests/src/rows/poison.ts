import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../patiently.ts';
import type { Row } from '../row.ts';
import type { System } from '../system/system.ts';

/** What statistics cannot apply: bytes that are no message, and a message that says nothing. */
const BODIES = [Buffer.from('ffff', 'hex'), Buffer.alloc(0)];

export const poison: Row = {
  number: 9,
  name: 'poison',
  fault: 'events that no consumer can apply, in the midst of good ones',
  holds: 'each is set aside once with its reason, the others flow on',
  async run(trial) {
    trial.callers.start(8);
    const planted: bigint[] = [];
    for (let round = 0; round < 3; round += 1) {
      await sleep((trial.seconds * 1_000) / 3);
      for (const body of BODIES) planted.push(await plant(trial.system, body));
    }
    const isSetAside = async (): Promise<boolean> =>
      (await deadLetters(trial.system, planted)).length >= planted.length;
    await until('every poison event is set aside', isSetAside, 30_000);
    const letters = await deadLetters(trial.system, planted);
    if (letters.length > planted.length) throw new Error(`${letters.length} dead letters of ${planted.length} events`);
    if (letters.some(({ reason }) => reason === '')) throw new Error('a dead letter without a reason');
    const reasons = [...new Set(letters.map(({ reason }) => reason))].join(', ');
    trial.note(`${planted.length} poison events planted and set aside, by their reasons: ${reasons}`);
    trial.requireAllAnswered();
  },
};

/** Commits an event as a faulty version of intake would. Returns its position. */
async function plant(system: System, body: Buffer): Promise<bigint> {
  const [row] = await system.sql<{ position: string }>(
    'incident-intake',
    `with head as (
       update ledger_head set position = position + 1 where partition = 0 returning position
     )
     insert into ledger_event (partition, position, event_id, type, subject, recorded_at, traceparent, synthetic, body)
     select 0, head.position, gen_random_uuid(), type, subject, clock_timestamp(), '', false, $1
     from head, (select type, subject from ledger_event where type like '%.incident-reported' limit 1) as like_others
     returning position`,
    [body],
  );
  if (row === undefined) throw new Error('there is no event after which to make another');
  return BigInt(row.position);
}

async function deadLetters(system: System, positions: readonly bigint[]): Promise<{ readonly reason: string }[]> {
  return system.sql(
    'statistics',
    `select reason from dead_letter where producer = 'incidents' and position = any ($1::bigint[])`,
    [positions.map(String)],
  );
}
