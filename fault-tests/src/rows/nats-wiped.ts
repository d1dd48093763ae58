import { setTimeout as sleep } from 'node:timers/promises';
import { messagesOfStream, untilStreamIsWhole } from '../verifier/stream-positions.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';

export const natsWiped: Row = {
  number: 7,
  name: 'nats-wiped',
  fault: 'the JetStream store is truncated, wiped, and restored from an old copy, under load',
  holds: 'no call fails; streams are refilled and consumers recover without help',
  async run(run) {
    const { nats } = run.system;
    const load = (run.seconds * 1_000) / 4;
    run.callers.start(8);
    await sleep(load);
    await truncate(run);
    await sleep(load);
    await nats.kill();
    nats.copyStreams();
    nats.loseStreams();
    await run.changeBeats();
    await nats.restart();
    run.note('the store was wiped');
    await sleep(load);
    await nats.kill();
    nats.restoreStreams();
    await nats.restart();
    run.note('the copy from before the wipe was restored');
    await sleep(load);
    await run.untilPublished(60_000);
    await run.callers.finish();
    await untilStreamIsWhole(run.system, 60_000);
    run.note('the stream holds every position of the ledger again');
    run.requireAllAnswered();
  },
};

/** Truncates the newest messages, possibly in the middle of one. */
async function truncate(run: Run): Promise<void> {
  const { random, system } = run;
  const { intake, nats } = system;
  // Intake is down, so that it does not refill the stream before the check.
  intake.pause();
  try {
    const before = await messagesOfStream(system);
    await nats.kill();
    const bytes = nats.truncateStream('INCIDENTS', random.between(10, 60) / 100);
    await nats.restart();
    const after = await messagesOfStream(system);
    if (after >= before) throw new Error('nothing was truncated');
    run.note(`${bytes} bytes were truncated from the newest block, and ${before - after} messages with them`);
  } finally {
    intake.resume();
  }
}
