import { isSchemaFault, isTransient, rows, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import type { Application } from '../consumer/apply-events.ts';
import { buryEvent, reasonOf, type Decider } from '../dead-letters/dead-letter-store.ts';
import { markRedriven, noteFailure } from '../dead-letters/redrive.ts';
import { runsOf } from '../consumer/event-handler.ts';

/** What an operator reads of a letter whose event is in no ledger. */
const LOST = 'the event is not in the ledger of its producer any more';

/** Applies a whole ledger again within one transaction, with what was decided on its dead letters before. */
export class Replay {
  readonly #em: EntityManager;
  readonly #application: Application;
  readonly #decider: Decider;
  /** Letters that wait, by event: applied now, they wait no more. */
  readonly #waiting: Map<string, bigint>;
  /** Events that were given up: they stay so. */
  readonly #discarded: ReadonlySet<string>;

  private constructor(em: EntityManager, application: Application, decider: Decider, letters: readonly LetterRow[]) {
    this.#em = em;
    this.#application = application;
    this.#decider = decider;
    const waiting = letters.filter(({ state }) => state === 'waiting');
    this.#waiting = new Map(waiting.map(({ event_id, id }) => [event_id, BigInt(id)]));
    this.#discarded = new Set(letters.filter(({ state }) => state === 'discarded').map(({ event_id }) => event_id));
  }

  static async begin(em: EntityManager, application: Application, decider: Decider): Promise<Replay> {
    const { consumer, producer, partition } = application.reader;
    const letters = await rows<LetterRow>(
      em,
      `select id, event_id, state from dead_letter
       where consumer = $1 and producer = $2 and partition = $3 and state <> 'redriven' for update`,
      [consumer, producer, partition],
    );
    return new Replay(em, application, decider, letters);
  }

  async apply(events: readonly Envelope[]): Promise<void> {
    await this.#applyOrHalve(events.filter(({ id }) => !this.#discarded.has(id)));
    this.#em.clear();
  }

  /** Letters whose events have not come by: nobody can apply them any more. */
  async end(): Promise<void> {
    const { caller, actingUser } = this.#decider;
    await rows(
      this.#em,
      `update dead_letter
       set state = 'discarded', decided_at = now(), caller = $2, acting_user = $3, decision_reason = $4
       where id = any ($1::bigint[])`,
      [[...this.#waiting.values()], caller, actingUser, LOST],
    );
  }

  /** A batch that fails is halved until the event that fails is alone: it is one of thousands, mostly. */
  async #applyOrHalve(events: readonly Envelope[]): Promise<void> {
    const [event] = events;
    try {
      await this.#applyTogether(events);
    } catch (error) {
      if (isTransient(error) || isSchemaFault(error) || event === undefined) throw error;
      if (events.length === 1) return this.#setAside(event, reasonOf(error));
      const half = Math.floor(events.length / 2);
      await this.#applyOrHalve(events.slice(0, half));
      await this.#applyOrHalve(events.slice(half));
    }
  }

  /** In a savepoint: what fails leaves nothing half done. */
  async #applyTogether(events: readonly Envelope[]): Promise<void> {
    await this.#em.transactional(async (em) => {
      for (const { handler, run } of runsOf(events, this.#application.handlers)) {
        await handler.apply(em, run);
        await em.flush();
      }
      for (const { id } of events) {
        const letter = this.#waiting.get(id);
        if (letter !== undefined) await markRedriven(em, letter, this.#decider);
      }
    });
    for (const { id } of events) this.#waiting.delete(id);
  }

  async #setAside(event: Envelope, failure: string): Promise<void> {
    const letter = this.#waiting.get(event.id);
    this.#waiting.delete(event.id);
    if (letter === undefined) await buryEvent(this.#em, this.#application.reader, event, failure);
    else await noteFailure(this.#em, letter, failure);
  }
}

interface LetterRow {
  readonly id: string;
  readonly event_id: string;
  readonly state: 'waiting' | 'discarded';
}
