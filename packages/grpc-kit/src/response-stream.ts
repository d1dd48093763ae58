import type { ServerWritableStream } from '@grpc/grpc-js';
import { cutCall } from './cut-call.ts';
import { readerStalled } from './timeouts.ts';

/** Writes a response to a stream. Resolves when the stream accepts the next one. */
export async function writeResponse(
  call: ServerWritableStream<Buffer, Buffer>,
  bytes: Buffer,
  signal: AbortSignal,
  readerMs: number,
): Promise<void> {
  // Backpressure: a slow reader must not fill our memory.
  if (!call.write(bytes)) await drained(call, signal, readerMs);
}

/**
 * @throws {Refusal} READER_STALLED if the client reads nothing for too long. It also cuts the call, whose status would
 * otherwise queue behind the unread messages while the call holds its slot.
 */
function drained(call: ServerWritableStream<Buffer, Buffer>, signal: AbortSignal, readerMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = call.writableLength;
    const timer = setTimeout(() => {
      if (call.writableLength < left) {
        left = call.writableLength;
        timer.refresh();
        return;
      }
      end();
      cutCall(call);
      reject(readerStalled(readerMs));
    }, readerMs);
    const onDrain = (): void => {
      end();
      resolve();
    };
    const onAbort = (): void => {
      end();
      reject(signal.reason as Error);
    };
    const end = (): void => {
      clearTimeout(timer);
      call.off('drain', onDrain);
      signal.removeEventListener('abort', onAbort);
    };
    call.once('drain', onDrain);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
