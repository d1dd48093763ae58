import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerProgress } from '../judge/ledger-progress.ts';
import { until } from '../patiently.ts';
import type { Row } from '../row.ts';
import type { SmallDisk } from '../system/small-disk.ts';
import type { Trial } from '../trial.ts';
import { endingsDuring, endingsText } from './endings.ts';

/** Beyond what is there: more than PostgreSQL writes between two checkpoints, and NATS in a long run. */
const POSTGRES_ROOM_MB = 512;
const NATS_ROOM_MB = 128;
const PATIENCE_MS = 60_000;
/** What has not moved for so long does not move. */
const STILL_MS = 1_000;

export const diskFull: Row = {
  number: 20,
  name: 'disk-full',
  fault: 'the disk of PostgreSQL full to the last byte under load, and after it that of NATS',
  holds: 'UNAVAILABLE and no false OK while PostgreSQL has no room, OK while NATS has none; no service is restarted',
  async run(trial) {
    const { system } = trial;
    await system.onSmallDisk(system.postgres, POSTGRES_ROOM_MB, async (postgresDisk) => {
      await system.onSmallDisk(system.nats, NATS_ROOM_MB, async (natsDisk) => {
        await system.untilServing();
        trial.callers.start(8);
        await fillPostgres(trial, postgresDisk);
        await fillNats(trial, natsDisk);
        await trial.callers.finish();
      });
    });
    await system.untilServing();
  },
};

async function fillPostgres(trial: Trial, disk: SmallDisk): Promise<void> {
  const { postgres } = trial.system;
  await untilAnswered(trial);
  const from = performance.now();
  const endings = () => endingsDuring(trial, { from, to: performance.now() });
  const isTold = (): boolean => {
    // What the server gives free of its own is taken as well.
    disk.fill();
    return endings().has('UNAVAILABLE');
  };
  await until('a caller is told that there is no room', isTold, PATIENCE_MS);
  const isFallen = async (): Promise<boolean> => {
    disk.fill();
    await postgres.beginLogFile();
    return !(await postgres.answers());
  };
  await until('PostgreSQL falls, since its log has no room', isFallen, PATIENCE_MS);
  await sleep(trial.seconds * 1_000);
  trial.note(`PostgreSQL without room, and then fallen for want of it: ${endingsText(endings())}`);
  disk.free();
  await comesBack(trial);
  endings();
}

/** A server that has ended is started by whoever looks after it, such as Kubernetes: here by the battery. */
async function comesBack(trial: Trial): Promise<void> {
  const { postgres } = trial.system;
  const since = performance.now();
  let isStarted = false;
  const isBack = async (): Promise<boolean> => {
    if (postgres.hasEnded) {
      await postgres.restart();
      isStarted = true;
    }
    return postgres.answers();
  };
  await until('PostgreSQL answers', isBack, PATIENCE_MS);
  await trial.system.untilServing();
  await untilAnswered(trial);
  const how = isStarted
    ? 'PostgreSQL, which had ended, was started again as an operator would'
    : 'PostgreSQL came back';
  trial.note(`with room again ${how}; reports were taken after ${((performance.now() - since) / 1_000).toFixed(1)} s`);
}

async function untilAnswered(trial: Trial): Promise<void> {
  await until('a call is answered', async () => (await trial.callers.send()).outcome === 'acknowledged', PATIENCE_MS);
}

async function fillNats(trial: Trial, disk: SmallDisk): Promise<void> {
  const from = performance.now();
  let before: bigint | undefined;
  const isStuck = async (): Promise<boolean> => {
    disk.fill();
    await sleep(STILL_MS);
    const { head, published } = await ledgerProgress(trial.system);
    const isSame = published === before && published < head;
    before = published;
    return isSame;
  };
  await until('NATS takes nothing any more', isStuck, PATIENCE_MS);
  await sleep(trial.seconds * 1_000);
  const { head, published } = await ledgerProgress(trial.system);
  const endings = endingsDuring(trial, { from, to: performance.now() });
  trial.note(`NATS without room: ${endingsText(endings)}, ${head - published} facts waited`);
  if ([...endings.keys()].some((code) => code !== 'OK')) throw new Error('a call failed for want of room at NATS');
  disk.free();
  await trial.untilPublished(PATIENCE_MS);
}
