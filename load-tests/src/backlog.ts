import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 300_000;

/** A backlog of intake's ledger that statistics is kept from, and what comes of it. */
export interface Backlog {
  /** From now on statistics applies nothing: its checkpoint is locked, and its next batch waits. */
  hold(): Promise<void>;
  release(): Promise<void>;
  /** Resolves when the broker has all that was committed by now. */
  untilPublished(): Promise<void>;
  /** Resolves when statistics has applied all that was committed by now. */
  untilApplied(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param intakeUrl of the database of incident-intake, as its owner.
 * @param statisticsUrl likewise.
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
    async untilPublished() {
      const wanted = await head();
      await until('all is published', async () => (await numberOf(intake, PUBLISHED)) >= wanted);
    },
    async untilApplied() {
      const wanted = await head();
      await until('all is applied', async () => (await numberOf(statistics, APPLIED)) >= wanted);
    },
    async close() {
      await Promise.all([intake.end(), statistics.end(), holder.end()]);
    },
  };
}

const PUBLISHED = `select position from ledger_mark where partition = 0`;
const APPLIED = `select position from consumer_checkpoint where producer = 'incidents'`;

async function numberOf(client: pg.Client, text: string): Promise<bigint> {
  const { rows } = await client.query<{ position: string }>({ name: text, text });
  return BigInt(rows[0]?.position ?? 0);
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`not so after ${PATIENCE_MS / 1_000} s: ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
}
