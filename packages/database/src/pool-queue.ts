/** The parts of the pool of pg that describe its queue. */
export interface QueuedPool {
  readonly options: { readonly max?: number; readonly database?: string };
  readonly idleCount: number;
  readonly totalCount: number;
  readonly waitingCount: number;
}

/** The longest wait for a connection, whatever the deadline of the call is. */
const MAX_WAIT_MS = 2_000;
/** The weight of the latest released connection in the mean. */
const LATEST_WEIGHT = 0.1;

export const DATABASE_BUSY = 'DATABASE_BUSY';

/** Too many calls wait for a connection: a further one would get it too late. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy';
  readonly code = DATABASE_BUSY;
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('too many wait for a connection to the database');
    this.waitMs = waitMs;
  }
}

/** The queue for connections. It estimates how long a further call would wait. */
export class PoolQueue {
  readonly #pool: QueuedPool;
  #meanHeldMs = 0;

  constructor(pool: QueuedPool) {
    this.#pool = pool;
  }

  /** Records how long a connection was in use. */
  held(ms: number): void {
    this.#meanHeldMs += (ms - this.#meanHeldMs) * LATEST_WEIGHT;
  }

  /** @param deadline milliseconds since 1970. */
  rejectIfTooLate(deadline: number): void {
    const waitMs = this.#waitMs();
    if (waitMs === 0) return;
    if (waitMs > MAX_WAIT_MS || Date.now() + waitMs > deadline) throw new DatabaseBusy(waitMs);
  }

  /** 0 if a connection is free. Such a call is never rejected, so that the mean can recover. */
  #waitMs(): number {
    const { idleCount, options, totalCount, waitingCount } = this.#pool;
    const places = options.max ?? 1;
    if (waitingCount === 0 && (idleCount > 0 || totalCount < places)) return 0;
    return ((waitingCount + 1) / places) * this.#meanHeldMs;
  }
}
