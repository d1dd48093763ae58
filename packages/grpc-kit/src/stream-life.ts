import { Refusal } from '@safe-community/domain-kit';
import { streamTooOld } from './timeouts.ts';
import type { CallContext } from './service.ts';

/**
 * How long a stream of answers may go on. Who calls was looked at when it began: a caller that is taken from the registry,
 * a changed policy and a token that has ended are to count for streams as well, some time.
 */
export class StreamLife {
  /** Aborted when the server is to stop, or the stream has lasted long enough: what follows without end ends then. */
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

  /** The reason why it may not go on; not because the server stops, for which a stream with an end may still come to it. */
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
