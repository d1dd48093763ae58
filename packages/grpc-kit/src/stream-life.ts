import { Refusal } from '@safe-community/domain-kit';
import { streamTooOld } from './timeouts.ts';
import type { CallContext } from './service.ts';

/**
 * Limits how long a stream of responses lasts. A call is authorized when it begins; the limit makes sure that a removed
 * caller, a changed policy or an expired token eventually affects streams as well.
 */
export class StreamLife {
  /** Aborted when the server stops or the stream is too old: a stream without an end should then end. */
  readonly draining: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #stop: () => void;
  #over: Refusal | undefined;

  constructor({ draining, person }: Pick<CallContext, 'draining' | 'person'>, streamMs: number) {
    const end = new AbortController();
    this.draining = end.signal;
    const tokenMs = (person?.expiresAt ?? Number.POSITIVE_INFINITY) - Date.now();
    this.#timer = setTimeout(
      () => {
        this.#over = tokenMs < streamMs ? tokenExpired() : streamTooOld(streamMs);
        end.abort();
      },
      Math.min(tokenMs, streamMs),
    );
    const onDraining = (): void => end.abort();
    if (draining.aborted) onDraining();
    draining.addEventListener('abort', onDraining, { once: true });
    this.#stop = () => draining.removeEventListener('abort', onDraining);
  }

  /** Why the stream must end now. Undefined while the server stops: a stream that has an end may still reach it. */
  get over(): Refusal | undefined {
    return this.#over;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop();
  }
}

function tokenExpired(): Refusal {
  return new Refusal('unauthenticated', 'the token has expired', { reason: 'TOKEN_EXPIRED' });
}
