import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@safe-community/database';
import { auditFailures, Seldom, type Logger } from '@safe-community/telemetry';
import { appendAudit } from '../store/append-audit.ts';
import { DenialCounts } from './denial-counts.ts';
import type { DeniedCall } from './denied-call.ts';

/** Records calls that were denied because of who made them. */
export interface DenialRecorder {
  /** Neither throws nor blocks. */
  denied(call: DeniedCall): void;
  /** Writes pending denials for up to two seconds. The log reports how many could not be written. */
  stop(): Promise<void>;
}

/** Denials of this period are lost if the process is killed. */
const EVERY_MS = 250;
/** A stop does not wait for a database that is down. */
const STOP_WITHIN_MS = 2_000;

/**
 * Writes denials in batches, shortly after the call. If this fails, they are kept and written later; the log reports an
 * error, and `safe_community.audit.failures` counts the failed attempts.
 */
export function recordDenials(
  database: Database,
  logger: Logger,
  now = (): number => performance.now(),
): DenialRecorder {
  const counts = new DenialCounts();
  const trouble = new Seldom();
  let underWay: Promise<unknown> = Promise.resolve();
  let isWriting = false;
  /** Resolves to true when everything that is due is written. */
  const write = async (isLast: boolean): Promise<boolean> => {
    const { entries, written } = counts.due(now(), isLast);
    if (entries.length === 0) return true;
    try {
      await database.em.fork().transactional((em) => appendAudit(em, entries));
      written();
      trouble.forget();
      return true;
    } catch (error) {
      auditFailures.add(1, {});
      trouble.tell(error, (repeated) => {
        logger.error('refused calls could not be written into the audit', { count: entries.length, repeated, error });
      });
      return false;
    }
  };
  const timer = setInterval(() => {
    if (isWriting) return;
    isWriting = true;
    underWay = write(false).finally(() => (isWriting = false));
  }, EVERY_MS);
  timer.unref();
  const writeRest = async (ends: AbortSignal): Promise<void> => {
    await underWay;
    while (!(await write(true)) && !ends.aborted) await sleep(EVERY_MS, undefined, { ref: false });
  };
  return {
    denied: (call) => counts.add(call, new Date()),
    async stop() {
      clearInterval(timer);
      const end = new AbortController();
      await Promise.race([writeRest(end.signal), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      end.abort();
      const lost = counts.pending();
      if (lost > 0)
        logger.error('refused calls may be missing in the audit: the service stopped before they were recorded', {
          count: lost,
        });
    },
  };
}
