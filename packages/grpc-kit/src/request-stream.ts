import { setImmediate } from 'node:timers/promises';
import { callerSilent, streamTooOld, type Timeouts } from './timeouts.ts';

/**
 * The requests of a stream, each as `read` makes it of its bytes. One that its caller cancels, or that is cut off, ends
 * for grpc-js as if it were whole, and that it was not is told a few turns of the event loop later (measured: two).
 * Half a stream must never pass for a whole one.
 *
 * @throws {Refusal} STREAM_IDLE when the caller is silent for too long while it is waited for, STREAM_TOO_OLD.
 */
export async function* requestsOf(
  call: AsyncIterable<Buffer>,
  read: (bytes: Buffer) => unknown,
  signal: AbortSignal,
  { silenceMs, streamMs }: Timeouts,
): AsyncGenerator {
  const messages = call[Symbol.asyncIterator]();
  const until = performance.now() + streamMs;
  let giveUp = (): void => undefined;
  // One for all messages: a handler that is busy with one is no silence of the caller.
  const timer = setTimeout(() => giveUp(), silenceMs);
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  try {
    for (;;) {
      timer.refresh();
      const next = await new Promise<IteratorResult<Buffer>>((resolve, reject) => {
        giveUp = () => reject(callerSilent(silenceMs));
        messages.next().then(resolve, reject);
      });
      if (next.done === true) break;
      if (performance.now() > until) throw streamTooOld(streamMs);
      yield read(next.value);
    }
  } finally {
    clearTimeout(timer);
    // While one is waited for it ends with the call, and nobody waits for that.
    void messages.return?.().catch(() => undefined);
  }
  for (let turn = 0; turn < TURNS_UNTIL_TOLD; turn += 1) await setImmediate();
  signal.throwIfAborted();
}

const TURNS_UNTIL_TOLD = 10;
