import { crashPoint } from '@safe-community/database/crash-points';
import { prepared, rows, type Database } from '@safe-community/database';
import { PARTITION } from '../outbox/append.ts';
import { releaseAccepted, type Rejected } from './quarantine.ts';

/** How often the mark moves at most: after a crash, events of this time are published again. */
const EVERY_MS = 250;

/** What was published since the mark moved. */
interface Stretch {
  readonly first: bigint;
  readonly last: bigint;
  readonly rejected: readonly Rejected[];
}

/**
 * The mark of a relay: how far it has published, as the ledger stores it. It follows the publishing a few times a
 * second, so that a report costs no statement of the relay.
 */
export class LazyMark {
  readonly #database: Database;
  readonly #epoch: string;
  #unmarked: Stretch | undefined;
  #movedAt = Number.NEGATIVE_INFINITY;

  constructor(database: Database, epoch: string) {
    this.#database = database;
    this.#epoch = epoch;
  }

  /** Events up to `last` are published, except for those that the broker rejected. */
  published(first: bigint, last: bigint, rejected: readonly Rejected[]): void {
    const before = this.#unmarked;
    this.#unmarked = { first: before?.first ?? first, last, rejected: [...(before?.rejected ?? []), ...rejected] };
  }

  /** Milliseconds until it is time to move the mark; undefined when it is where it belongs. */
  get dueInMs(): number | undefined {
    if (this.#unmarked === undefined) return undefined;
    return Math.max(0, this.#movedAt + EVERY_MS - performance.now());
  }

  /** Moves the mark to the last published event. Resolves to false when the ledger has a new epoch. */
  async move(): Promise<boolean> {
    if (this.#unmarked === undefined) return true;
    const { first, last, rejected } = this.#unmarked;
    const em = this.#database.em.fork();
    const [former] = await rows<{ position: string }>(em, MOVE, [PARTITION, last, this.#epoch]);
    if (former === undefined) return false;
    // They were published before: when a stream is refilled, or by another relay that had rejected some of them.
    if (BigInt(former.position) >= first) await releaseAccepted(em, first, last, rejected);
    this.#unmarked = undefined;
    this.#movedAt = performance.now();
    crashPoint('relay.marked');
    return true;
  }
}

/** Does not wait for the disk: when the server loses the mark, some events are published again. */
const MOVE = prepared(`
  with unhurried as (select set_config('synchronous_commit', 'off', true)),
    former as (select position from ledger_mark where partition = $1 for update)
  update ledger_mark m set position = greatest(m.position, $2)
  from unhurried, former, ledger_epoch e
  where m.partition = $1 and e.epoch = $3
  returning former.position`);
