import type { Envelope } from '@safe-community/events';
import type { Checkpoint } from '../consumer/checkpoint.ts';
import { LedgerIncomplete } from '../consumer/consumer-errors.ts';
import type { LedgerSource } from '../consumer/ledger-source.ts';
import type { Replay } from './replay.ts';

/** Events of one call to the producer, which has to end within its deadline. */
const STRETCH = 20_000n;
/** A producer that records as fast as events are applied again is caught up with while the consumer waits. */
const MAX_PASSES = 20;
/** Large, because each batch leaves a dead version of every counter that it changes until the commit. */
const BATCH = 2_000;

/** Reads the ledger of a producer from its first event on, and has each event applied. */
export class LedgerReplay {
  readonly #source: LedgerSource;
  readonly #replay: Replay;
  readonly #epoch: string;
  readonly #signal: AbortSignal;
  #last: Envelope | undefined;

  constructor(source: LedgerSource, replay: Replay, epoch: string, signal: AbortSignal) {
    this.#source = source;
    this.#replay = replay;
    this.#epoch = epoch;
    this.#signal = signal;
  }

  /** How far it is. */
  get reached(): Pick<Checkpoint, 'epoch' | 'position' | 'eventId'> {
    return { epoch: this.#epoch, position: this.#position, eventId: this.#last?.id };
  }

  get #position(): bigint {
    return this.#last?.position ?? 0n;
  }

  /** Until so few events were recorded meanwhile that one call reads them. */
  async toAlmostEnd(): Promise<void> {
    let passes = 0;
    do await this.toEnd();
    while (++passes < MAX_PASSES && (await this.#head()) - this.#position > STRETCH);
  }

  /** Until the newest event. */
  async toEnd(): Promise<void> {
    const head = await this.#head();
    while (this.#position < head) {
      const end = this.#position + STRETCH;
      await this.#stretch(end < head ? end : head);
    }
  }

  async #head(): Promise<bigint> {
    this.#signal.throwIfAborted();
    const { epoch, head } = await this.#source.head();
    if (epoch !== this.#epoch || head < this.#position) throw changed();
    return head;
  }

  async #stretch(to: bigint): Promise<void> {
    let batch: Envelope[] = [];
    for await (const event of this.#source.read(this.#position + 1n, to, this.#signal)) {
      batch.push(event);
      if (batch.length < BATCH) continue;
      await this.#apply(batch);
      batch = [];
    }
    await this.#apply(batch);
    if (this.#position !== to || this.#last?.epoch !== this.#epoch) throw changed();
  }

  async #apply(batch: readonly Envelope[]): Promise<void> {
    if (batch.length === 0) return;
    await this.#replay.apply(batch);
    this.#last = batch.at(-1);
  }
}

function changed(): LedgerIncomplete {
  return new LedgerIncomplete('the ledger did not return all events that are to be applied again');
}
