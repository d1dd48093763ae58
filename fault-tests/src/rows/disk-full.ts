import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerProgress } from '../verifier/ledger-progress.ts';
import { until } from '../until.ts';
import type { Row } from '../row.ts';
import type { SmallDisk } from '../system/small-disk.ts';
import type { Run } from '../run.ts';
import { endingsDuring, endingsText } from './endings.ts';

/** Free space: more than PostgreSQL writes between two checkpoints, and more than NATS writes in a long run. */
const POSTGRES_ROOM_MB = 512;
const NATS_ROOM_MB = 128;
const TIMEOUT_MS = 60_000;
/** A server that recovers from a crash answers much earlier. */
const STUCK_AFTER_MS = 20_000;
/** A count that has not changed for this long is considered final. */
const STILL_MS = 1_000;

export const diskFull: Row = {
  number: 20,
  name: 'disk-full',
  fault: 'the disk of PostgreSQL is full to the last byte under load, then that of NATS',
  holds:
    'UNAVAILABLE and no false OK while the disk of PostgreSQL is full, OK while that of NATS is; no service is restarted',
  async run(run) {
    const { system } = run;
    await system.onSmallDisk(system.postgres, POSTGRES_ROOM_MB, async (postgresDisk) => {
      await system.onSmallDisk(system.nats, NATS_ROOM_MB, async (natsDisk) => {
        await system.untilServing();
        run.callers.start(8);
        await fillPostgres(run, postgresDisk);
        await fillNats(run, natsDisk);
        await run.callers.finish();
      });
    });
    await system.untilServing();
  },
};

async function fillPostgres(run: Run, disk: SmallDisk): Promise<void> {
  const { postgres } = run.system;
  await untilAnswered(run);
  const from = performance.now();
  const endings = () => endingsDuring(run, { from, to: performance.now() });
  const isReported = (): boolean => {
    // Space that the server frees is filled again.
    disk.fill();
    return endings().has('UNAVAILABLE');
  };
  await until('a caller gets the rejection for a full disk', isReported, TIMEOUT_MS);
  const isFallen = async (): Promise<boolean> => {
    disk.fill();
    await postgres.beginLogFile();
    return !(await postgres.answers());
  };
  await until('PostgreSQL exits because its log has no space', isFallen, TIMEOUT_MS);
  await sleep(run.seconds * 1_000);
  run.note(`PostgreSQL with a full disk, until it crashed: ${endingsText(endings())}`);
  disk.free();
  await comesBack(run);
  endings();
}

/** Operations (such as Kubernetes) restarts a server that exited, or that stays without an answer; here the battery does. */
async function comesBack(run: Run): Promise<void> {
  const { postgres } = run.system;
  const since = performance.now();
  let isStarted = false;
  const isBack = async (): Promise<boolean> => {
    const isStuck = !isStarted && performance.now() - since > STUCK_AFTER_MS;
    if (isStuck && !postgres.hasEnded) await postgres.kill();
    if (isStuck || postgres.hasEnded) {
      await postgres.restart();
      isStarted = true;
    }
    return postgres.answers();
  };
  await until('PostgreSQL answers', isBack, TIMEOUT_MS);
  await run.system.untilServing();
  await untilAnswered(run);
  const how = isStarted
    ? 'PostgreSQL, which had exited or was stuck, was restarted as an operator would'
    : 'PostgreSQL recovered';
  run.note(`with free space ${how}; reports were accepted after ${((performance.now() - since) / 1_000).toFixed(1)} s`);
}

async function untilAnswered(run: Run): Promise<void> {
  await until('a call succeeds', async () => (await run.callers.send()).outcome === 'acknowledged', TIMEOUT_MS);
}

async function fillNats(run: Run, disk: SmallDisk): Promise<void> {
  const from = performance.now();
  let before: bigint | undefined;
  const isStuck = async (): Promise<boolean> => {
    disk.fill();
    await sleep(STILL_MS);
    const { head, published } = await ledgerProgress(run.system);
    const isSame = published === before && published < head;
    before = published;
    return isSame;
  };
  await until('NATS stops accepting events', isStuck, TIMEOUT_MS);
  await sleep(run.seconds * 1_000);
  const { head, published } = await ledgerProgress(run.system);
  const endings = endingsDuring(run, { from, to: performance.now() });
  run.note(`NATS with a full disk: ${endingsText(endings)}, ${head - published} events waited`);
  if ([...endings.keys()].some((code) => code !== 'OK'))
    throw new Error('a call failed because the disk of NATS is full');
  disk.free();
  await run.untilPublished(TIMEOUT_MS);
}
