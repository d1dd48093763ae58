import { setImmediate } from 'node:timers/promises';
import { malformed } from './read-request.ts';
import { endsWithinMessage } from './stream-of.ts';
import { callerSilent, streamTooOld, type Timeouts } from './timeouts.ts';

/**
 * The decoded requests of a stream. For a stream that is cancelled or cut off, grpc-js reports a normal end, and the
 * cancellation a few turns of the event loop later (measured: two). This waits for it, because a partial stream must
 * never pass for a complete one.
 *
 * @throws {Refusal} STREAM_IDLE if the next message does not arrive in time, STREAM_TOO_OLD, MESSAGE_MALFORMED if the
 *   stream ends within a message.
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
  // One timer for all messages. It runs only while the next message is awaited, not while the handler works.
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
    // If a message is still awaited, this rejects when the call ends.
    void messages.return?.().catch(() => undefined);
  }
  for (let turn = 0; turn < TURNS_UNTIL_CANCELLED; turn += 1) await setImmediate();
  signal.throwIfAborted();
  if (endsWithinMessage(call)) throw malformed('the requests end within a message');
}

const TURNS_UNTIL_CANCELLED = 10;
