/** The parts of pg's pool that tell who waits for it. */
export interface Lined {
  readonly options: { readonly max?: number; readonly database?: string };
  readonly idleCount: number;
  readonly totalCount: number;
  readonly waitingCount: number;
}

/** No call waits for a connection for longer than this, however much time it has. */
const LONGEST_WAIT_MS = 2_000;
/** Weight of the latest connection that was given back. */
const NEWS = 0.1;

export const DATABASE_BUSY = 'DATABASE_BUSY';

/** Too many wait for a connection: who comes now would come too late. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy';
  readonly code = DATABASE_BUSY;
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('too many wait for a connection to the database');
    this.waitMs = waitMs;
  }
}

/** Those who wait for a connection, and how long the next one would. */
export class Line {
  readonly #pool: Lined;
  #meanHeldMs = 0;

  constructor(pool: Lined) {
    this.#pool = pool;
  }

  /** A connection was given back after so long. */
  held(ms: number): void {
    this.#meanHeldMs += (ms - this.#meanHeldMs) * NEWS;
  }

  /** @param deadline milliseconds since 1970. */
  refuseWhoComesTooLate(deadline: number): void {
    const waitMs = this.#waitMs();
    if (waitMs === 0) return;
    if (waitMs > LONGEST_WAIT_MS || Date.now() + waitMs > deadline) throw new DatabaseBusy(waitMs);
  }

  /** 0 when a connection is free: who is served at once is never refused, so that the mean can recover. */
  #waitMs(): number {
    const { idleCount, options, totalCount, waitingCount } = this.#pool;
    const places = options.max ?? 1;
    if (waitingCount === 0 && (idleCount > 0 || totalCount < places)) return 0;
    return ((waitingCount + 1) / places) * this.#meanHeldMs;
  }
}
