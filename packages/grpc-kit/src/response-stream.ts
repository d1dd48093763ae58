import type { ServerWritableStream } from '@grpc/grpc-js';
import { cutCall } from './cut-call.ts';
import { readerStalled } from './timeouts.ts';

/** Writes an answer of a stream; comes back when there is room for the next one. */
export async function writeAnswer(
  call: ServerWritableStream<Buffer, Buffer>,
  bytes: Buffer,
  signal: AbortSignal,
  readerMs: number,
): Promise<void> {
  // Back pressure: a slow reader must not fill our memory.
  if (!call.write(bytes)) await drained(call, signal, readerMs);
}

/**
 * @throws {Refusal} READER_STALLED when the reader takes nothing at all for too long. The call is cut then: its status
 * would wait behind what is not read, and the place of the call with it.
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
