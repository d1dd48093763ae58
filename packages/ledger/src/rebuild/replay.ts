import { isSchemaFault, isTransient, rows, runSteps, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import type { Application } from '../consumer/apply-events.ts';
import { addLetter, failureOf, markDiscarded, markRedriven, noteFailure } from '../dead-letters/dead-letter-store.ts';
import type { Operator } from '../outbox/operator.ts';
import { effectsOf } from '../consumer/event-handler.ts';

/** The reason of a letter whose event is in no ledger. */
const LOST = 'the event is not in the ledger of its producer any more';

/**
 * Applies a whole ledger again within one transaction, and keeps the decisions on its dead letters. The letters are
 * decided on at the end, so that operators and the consumer can go on meanwhile.
 */
export class Replay {
  readonly #em: EntityManager;
  readonly #application: Application;
  readonly #operator: Operator;
  /** The letters of the beginning that are not redriven, by id. */
  readonly #former: ReadonlyMap<string, LetterRow>;
  /** Events of discarded letters: they are not applied. */
  readonly #discarded: ReadonlySet<string>;
  readonly #lettered: ReadonlySet<string>;
  /** Events of these letters that the ledger has. */
  readonly #met = new Set<string>();
  /** Events that could not be applied, with the reason. */
  readonly #failed = new Map<string, readonly [Envelope, string]>();

  private constructor(em: EntityManager, application: Application, operator: Operator, letters: readonly LetterRow[]) {
    this.#em = em;
    this.#application = application;
    this.#operator = operator;
    this.#former = new Map(letters.map((letter) => [letter.id, letter]));
    this.#discarded = new Set(letters.filter(({ state }) => state === 'discarded').map(({ event_id }) => event_id));
    this.#lettered = new Set(letters.map(({ event_id }) => event_id));
  }

  static async begin(em: EntityManager, application: Application, operator: Operator): Promise<Replay> {
    const letters = await rows<LetterRow>(em, `${LETTERS} and state <> 'redriven'`, keyOf(application));
    return new Replay(em, application, operator, letters);
  }

  /** Before the checkpoint is locked, in the order in which a redrive locks both. */
  async lockLetters(): Promise<void> {
    await rows(this.#em, `${LETTERS} and state <> 'redriven' order by id for update`, keyOf(this.#application));
  }

  async apply(events: readonly Envelope[]): Promise<void> {
    for (const { id } of events) if (this.#lettered.has(id)) this.#met.add(id);
    await this.#applyOrHalve(events.filter(({ id }) => !this.#discarded.has(id)));
    this.#em.clear();
  }

  /** A batch that fails is halved until the failing event is alone: mostly it is one of thousands. */
  async #applyOrHalve(events: readonly Envelope[]): Promise<void> {
    const [event] = events;
    try {
      // In a savepoint, so that a batch that fails leaves no partial effects.
      await this.#em.transactional((em) => runSteps(em, effectsOf(events, this.#application.handlers)));
    } catch (error) {
      if (isTransient(error) || isSchemaFault(error) || event === undefined) throw error;
      if (events.length === 1) {
        this.#failed.set(event.id, [event, failureOf(error)]);
        return;
      }
      const half = Math.floor(events.length / 2);
      await this.#applyOrHalve(events.slice(0, half));
      await this.#applyOrHalve(events.slice(half));
    }
  }

  /**
   * Decides on the letters, and adds those of events that failed only now. The caller has locked the checkpoint, so that
   * the consumer adds no other before the commit.
   * @throws {LettersChanged} if an operator decided otherwise than the event was applied here.
   */
  async end(): Promise<void> {
    // Letters that were redriven before the beginning are closed: when their events fail again, others are added.
    const former = [...this.#former.keys()];
    const letters = await rows<LetterRow>(
      this.#em,
      `${LETTERS} and (state <> 'redriven' or id = any ($4::bigint[]) or buried_at >= now()) for update`,
      [...keyOf(this.#application), former],
    );
    for (const letter of letters) await this.#settle(letter);
    const withLetter = new Set(letters.map(({ event_id }) => event_id));
    for (const [event, failure] of this.#failed.values()) {
      if (!withLetter.has(event.id)) await addLetter(this.#em, this.#application.reader, event, failure);
    }
  }

  async #settle({ id, event_id, state }: LetterRow): Promise<void> {
    const former = this.#former.get(id)?.state;
    const [, failure] = this.#failed.get(event_id) ?? [];
    // The consumer added it meanwhile: the ledger had its event.
    const isMet = former === undefined || this.#met.has(event_id);
    if (state === 'waiting') {
      if (!isMet) await markDiscarded(this.#em, BigInt(id), this.#operator, LOST);
      else if (failure === undefined) await markRedriven(this.#em, BigInt(id), this.#operator);
      else await noteFailure(this.#em, BigInt(id), failure);
    } else if (state !== former && isMet && (state === 'redriven') !== (failure === undefined)) {
      throw new LettersChanged();
    }
  }
}

/** The rebuild begins again, and then knows the decision. */
class LettersChanged extends Error {
  override readonly name = 'LettersChanged';

  constructor() {
    super('a dead letter was decided on during the rebuild, and its event had been applied otherwise');
  }
}

const LETTERS = `
  select id, event_id, state from dead_letter where consumer = $1 and producer = $2 and partition = $3`;

function keyOf({ reader: { consumer, producer, partition } }: Application): unknown[] {
  return [consumer, producer, partition];
}

interface LetterRow {
  readonly id: string;
  readonly event_id: string;
  readonly state: 'waiting' | 'discarded' | 'redriven';
}
