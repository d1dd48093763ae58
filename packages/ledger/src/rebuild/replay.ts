import { isSchemaFault, isTransient, rows, runSteps, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import type { Application } from '../consumer/apply-events.ts';
import { addLetter, failureOf, markRedriven, noteFailure } from '../dead-letters/dead-letter-store.ts';
import type { Operator } from '../outbox/operator.ts';
import { effectsOf } from '../consumer/event-handler.ts';

/** The reason of a letter whose event is in no ledger. */
const LOST = 'the event is not in the ledger of its producer any more';

/** Applies a whole ledger again within one transaction, and keeps the decisions on its dead letters. */
export class Replay {
  readonly #em: EntityManager;
  readonly #application: Application;
  readonly #operator: Operator;
  /** Waiting letters, by event: once the event is applied, the letter is redriven. */
  readonly #waiting: Map<string, bigint>;
  /** Events of discarded letters: they are not applied. */
  readonly #discarded: ReadonlySet<string>;

  private constructor(em: EntityManager, application: Application, operator: Operator, letters: readonly LetterRow[]) {
    this.#em = em;
    this.#application = application;
    this.#operator = operator;
    const waiting = letters.filter(({ state }) => state === 'waiting');
    this.#waiting = new Map(waiting.map(({ event_id, id }) => [event_id, BigInt(id)]));
    this.#discarded = new Set(letters.filter(({ state }) => state === 'discarded').map(({ event_id }) => event_id));
  }

  static async begin(em: EntityManager, application: Application, operator: Operator): Promise<Replay> {
    const { consumer, producer, partition } = application.reader;
    const letters = await rows<LetterRow>(
      em,
      `select id, event_id, state from dead_letter
       where consumer = $1 and producer = $2 and partition = $3 and state <> 'redriven' for update`,
      [consumer, producer, partition],
    );
    return new Replay(em, application, operator, letters);
  }

  async apply(events: readonly Envelope[]): Promise<void> {
    await this.#applyOrHalve(events.filter(({ id }) => !this.#discarded.has(id)));
    this.#em.clear();
  }

  /** Discards the letters whose events are not in the ledger: they can never be applied. */
  async end(): Promise<void> {
    const { caller, actingUser } = this.#operator;
    await rows(
      this.#em,
      `update dead_letter
       set state = 'discarded', decided_at = now(), caller = $2, acting_user = $3, decision_reason = $4
       where id = any ($1::bigint[])`,
      [[...this.#waiting.values()], caller, actingUser, LOST],
    );
  }

  /** A batch that fails is halved until the failing event is alone: mostly it is one of thousands. */
  async #applyOrHalve(events: readonly Envelope[]): Promise<void> {
    const [event] = events;
    try {
      await this.#applyTogether(events);
    } catch (error) {
      if (isTransient(error) || isSchemaFault(error) || event === undefined) throw error;
      if (events.length === 1) return this.#moveToLetters(event, failureOf(error));
      const half = Math.floor(events.length / 2);
      await this.#applyOrHalve(events.slice(0, half));
      await this.#applyOrHalve(events.slice(half));
    }
  }

  /** In a savepoint, so that a batch that fails leaves no partial effects. */
  async #applyTogether(events: readonly Envelope[]): Promise<void> {
    await this.#em.transactional(async (em) => {
      await runSteps(em, effectsOf(events, this.#application.handlers));
      for (const { id } of events) {
        const letter = this.#waiting.get(id);
        if (letter !== undefined) await markRedriven(em, letter, this.#operator);
      }
    });
    for (const { id } of events) this.#waiting.delete(id);
  }

  async #moveToLetters(event: Envelope, failure: string): Promise<void> {
    const letter = this.#waiting.get(event.id);
    this.#waiting.delete(event.id);
    if (letter === undefined) await addLetter(this.#em, this.#application.reader, event, failure);
    else await noteFailure(this.#em, letter, failure);
  }
}

interface LetterRow {
  readonly id: string;
  readonly event_id: string;
  readonly state: 'waiting' | 'discarded';
}
