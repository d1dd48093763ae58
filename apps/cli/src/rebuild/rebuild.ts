import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../connection/connect-services.ts';
import type { HearingService } from '../connection/operated-services.ts';
import type { Rebuild } from '../reconcile/missing.ts';
import { Problem } from '../terminal/problem.ts';

const PAUSE_MS = 300;
/** A ledger gives some ten thousand events a second. */
const WITHIN_MS = 30 * 60_000;

/** Has the effects of a producer's events made anew from its ledger, and waits until that is done. */
export async function rebuild(connection: Connection, { service, producer }: Rebuild, reason: string): Promise<void> {
  const { consumer } = hearingOf(connection, service);
  await consumer.requestRebuild({ requestId: randomUUID(), producer, reason });
  const until = performance.now() + WITHIN_MS;
  for (;;) {
    const { checkpoints } = await consumer.getCheckpoints({});
    const isPending = checkpoints.some((one) => one.producer === producer && one.rebuildPending);
    if (!isPending) return;
    if (performance.now() > until)
      throw new Problem(`${service} has not rebuilt ${producer} in half an hour: see its log.`);
    await sleep(PAUSE_MS);
  }
}

function hearingOf({ operated }: Connection, service: string): HearingService {
  const hearing = operated.find(({ name }) => name === service)?.hearing;
  if (hearing === undefined) throw new Error(`${service} hears nobody`);
  return hearing;
}
