import { appendAudit, type EntryKind } from '@safe-community/audit';
import { crashPoint } from '@safe-community/database/crash-points';
import type { Database, EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { appendEvents, recorded, type Appended } from './append.ts';
import { auditEntryOf } from './batch-transaction.ts';
import { claim, keepAnswer, recall, type DigestKeeper, type RequestKey } from './idempotency-keys.ts';
import type { Wakeup } from './wakeup.ts';

/** What a write produces: its answer and its domain events. */
interface WriteOutcome {
  /** The encoded response, which repeated requests get as well. */
  readonly answer: Uint8Array;
  readonly events: readonly NewEvent[];
  /** Ids of what the write concerns, for the audit; what is searched for most comes first. */
  readonly about: readonly string[];
}

/** What work without a request produces. */
export interface RecordOutcome<Result> {
  readonly result: Result;
  readonly events: readonly NewEvent[];
}

export interface UnitOfWork {
  /**
   * Runs a write: state, events, answer and audit entry commit together or not at all. Resolves to the stored answer. A
   * repeated request gets the first answer, and `work` does not run; an error of `work` changes nothing, and the id stays
   * free.
   */
  write(key: RequestKey, work: (em: EntityManager) => Promise<WriteOutcome>): Promise<Uint8Array>;
  /** The stored answer of a request that was sent before. Throws when the id belongs to another request. */
  answerTo(key: RequestKey): Promise<Uint8Array | undefined>;
  /**
   * Runs work that no request caused, such as a timer: state and events commit together or not at all. Nothing detects
   * repeats, so the work itself must find what is still to be done, under a lock.
   */
  record<Result>(work: (em: EntityManager) => Promise<RecordOutcome<Result>>): Promise<Result>;
}

/**
 * @param keep how the digests of bodies are stored; unchanged where no body holds personal data.
 * @param kind the kind of its entries in the audit.
 */
export function createUnitOfWork(
  database: Database,
  wakeup: Wakeup,
  keep: DigestKeeper = (digest) => digest,
  kind: EntryKind = 'write',
): UnitOfWork {
  const stored = (key: RequestKey): RequestKey => ({ ...key, digest: keep(key.digest) });
  const write: UnitOfWork['write'] = async (request, work) => {
    const key = stored(request);
    let appended: Appended | undefined;
    const kept = await database.em.fork().transactional(async (em) => {
      if (!(await claim(em, key))) return recall(em, key);
      const { answer, events, about } = await work(em);
      await em.flush();
      await keepAnswer(em, key, answer);
      await appendAudit(em, [auditEntryOf(key, about, kind)]);
      appended = await appendEvents(em, events.map(recorded));
      crashPoint('write.before-commit');
      return answer;
    });
    crashPoint('write.committed');
    if (kept === undefined) throw new Error('a claimed request has no record');
    if (appended !== undefined) wakeup.committed(appended);
    return kept;
  };
  return {
    write,
    answerTo: (key) => recall(database.em.fork(), stored(key)),
    record: async (work) => {
      const { result, appended } = await database.em.fork().transactional(async (em) => {
        const { result, events } = await work(em);
        await em.flush();
        const appended = await appendEvents(em, events.map(recorded));
        crashPoint('write.before-commit');
        return { result, appended };
      });
      crashPoint('write.committed');
      if (appended !== undefined) wakeup.committed(appended);
      return result;
    },
  };
}
