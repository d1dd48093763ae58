import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CompletedRebuild } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { namedService } from '../connection/named-service.ts';
import type { Rebuild } from '../reconcile/missing.ts';
import { Problem } from '../terminal/problem.ts';

const PAUSE_MS = 300;
/** Some ten thousand events per second are read. */
const WITHIN_MS = 30 * 60_000;

/**
 * Rebuilds the effects of a producer's events from its ledger, and waits until that is done. Undefined from a service of a
 * version that does not say what it has changed.
 */
export async function rebuild(
  connection: Connection,
  { service, producer }: Rebuild,
  reason: string,
): Promise<CompletedRebuild | undefined> {
  const { consumer } = namedService(connection, service);
  await consumer.requestRebuild({ requestId: randomUUID(), producer, reason });
  const until = performance.now() + WITHIN_MS;
  for (;;) {
    const { checkpoints } = await consumer.getCheckpoints({});
    const own = checkpoints.filter((one) => one.producer === producer);
    if (!own.some(({ rebuildPending }) => rebuildPending)) return own[0]?.lastRebuild;
    if (performance.now() > until)
      throw new Problem({
        uk: `${service} не завершила відбудови ${producer} за пів години. Дивіться її журнал роботи.`,
        en: `${service} did not finish the rebuild of ${producer} within half an hour. See its log.`,
      });
    await sleep(PAUSE_MS);
  }
}
