import { appendAudit, type EntryKind } from '@safe-community/audit';
import { crashPoint } from '@safe-community/database/crash-points';
import type { Database, EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { appendEvents, recorded } from './append.ts';
import { entryOfWrite } from './batch-transaction.ts';
import { claim, keepAnswer, recall, type DigestKeeper, type RequestKey } from './idempotency-keys.ts';
import type { Wakeup } from './wakeup.ts';

/** What a write leaves: its answer and the domain events. */
interface WriteOutcome {
  /** The encoded response, which repeated requests get as well. */
  readonly answer: Uint8Array;
  readonly events: readonly NewEvent[];
  /** Ids of what the write concerns, for the audit; what is searched for most comes first. */
  readonly about: readonly string[];
}

/** The same with a response that is not encoded yet. */
export interface Outcome<Response> {
  readonly response: Response;
  readonly events: readonly NewEvent[];
  readonly about?: readonly string[];
}

/** What work that nobody called for leaves: what it found out and the facts that happened. */
export interface RecordOutcome<Result> {
  readonly result: Result;
  readonly events: readonly NewEvent[];
}

/** How an answer is kept for repeated requests: the message type of the response. */
export interface AnswerCodec<Response> {
  encode(response: Response): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Response;
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
   * Carries out a write: state, events, answer and its entry in the audit commit together or not at
   * all. A repeated request gets the first answer and the work is not run; an
   * error of the work changes nothing, and the id stays free.
   */
  run<Response>(
    key: RequestKey,
    answer: AnswerCodec<Response>,
    work: (em: EntityManager) => Promise<Outcome<Response>>,
  ): Promise<Response>;
  /**
   * Carries out work that no request asked for, as a timer's: state and events commit together or not at
   * all. Nothing tells a repeat, so the work itself must find what is still to be done, under a lock.
   */
  record<Result>(work: (em: EntityManager) => Promise<RecordOutcome<Result>>): Promise<Result>;
}

/**
 * @param keep what is stored of the digests of bodies; as they are, where no body holds personal data.
 * @param kind what the audit calls its writes.
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
    const kept = await database.em.fork().transactional(async (em) => {
      if (!(await claim(em, key))) return recall(em, key);
      const { answer, events, about } = await work(em);
      await em.flush();
      await keepAnswer(em, key, answer);
      await appendAudit(em, [entryOfWrite(key, about, kind)]);
      await appendEvents(em, events.map(recorded));
      crashPoint('write.before-commit');
      return answer;
    });
    crashPoint('write.committed');
    if (kept === undefined) throw new Error('a claimed request has no record');
    wakeup.committed();
    return kept;
  };
  return {
    write,
    answerTo: (key) => recall(database.em.fork(), stored(key)),
    run: async (key, answer, work) => {
      const bytes = await write(key, async (em) => {
        const { response, events, about = [] } = await work(em);
        return { answer: answer.encode(response).finish(), events, about };
      });
      return answer.decode(bytes);
    },
    record: async (work) => {
      const { result, events } = await database.em.fork().transactional(async (em) => {
        const outcome = await work(em);
        await em.flush();
        await appendEvents(em, outcome.events.map(recorded));
        crashPoint('write.before-commit');
        return outcome;
      });
      crashPoint('write.committed');
      if (events.length > 0) wakeup.committed();
      return result;
    },
  };
}
