import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const LOOK_EVERY_MS = 20;
const TIMEOUT_MS = 900_000;

/** A backlog in intake's ledger that statistics is prevented from consuming. */
export interface Backlog {
  /** Stops statistics from applying events: locks its checkpoint, so that its next batch waits. */
  hold(): Promise<void>;
  release(): Promise<void>;
  /** Resolves to the size of the backlog when everything committed so far is published. */
  untilPublished(): Promise<number>;
  /** Resolves to the size of the backlog when statistics has applied everything committed so far. */
  untilApplied(): Promise<number>;
  close(): Promise<void>;
}

/**
 * @param intakeUrl database URL of incident-intake, as owner.
 * @param statisticsUrl database URL of statistics, as owner.
 */
export async function openBacklog(intakeUrl: string, statisticsUrl: string): Promise<Backlog> {
  const [intake, statistics, holder] = [intakeUrl, statisticsUrl, statisticsUrl].map(
    (connectionString) => new pg.Client({ connectionString }),
  ) as [pg.Client, pg.Client, pg.Client];
  await Promise.all([intake.connect(), statistics.connect(), holder.connect()]);
  const head = () => numberOf(intake, `select position from ledger_head where partition = 0`);
  return {
    async hold() {
      await holder.query('begin');
      await holder.query(`select from consumer_checkpoint where producer = 'incidents' for update`);
    },
    async release() {
      await holder.query('commit');
    },
    untilPublished: () => untilAt(head, () => numberOf(intake, PUBLISHED)),
    untilApplied: () => untilAt(head, () => numberOf(statistics, APPLIED)),
    async close() {
      await Promise.all([intake.end(), statistics.end(), holder.end()]);
    },
  };
}

const PUBLISHED = `select position from ledger_mark where partition = 0`;
const APPLIED = `select position from consumer_checkpoint where producer = 'incidents'`;

async function numberOf(client: pg.Client, text: string): Promise<bigint> {
  const { rows } = await client.query<{ position: string }>(text);
  return BigInt(rows[0]?.position ?? 0);
}

/** Waits until `position` reaches the current `head`. Resolves to the number of events between them. */
async function untilAt(head: () => Promise<bigint>, position: () => Promise<bigint>): Promise<number> {
  const [wanted, began] = await Promise.all([head(), position()]);
  const giveUpAt = performance.now() + TIMEOUT_MS;
  while ((await position()) < wanted) {
    if (performance.now() > giveUpAt) throw new Error(`the backlog has not drained after ${TIMEOUT_MS / 1_000} s`);
    await sleep(LOOK_EVERY_MS);
  }
  return Number(wanted - began);
}
