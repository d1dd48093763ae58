import { setLogger } from '@grpc/grpc-js';
import type { Logger } from '@safe-community/telemetry';

/** Logged by grpc-js for a header that it drops. `identity-headers.ts` reports those that matter to the client. */
const DROPPED_HEADER = 'Failed to add metadata entry';

/**
 * Redirects the log of grpc-js, which writes errors to standard error and quotes what clients sent, such as tokens and
 * names. Our line says where the error occurred, without its text.
 */
export function takeLibraryLog(logger: Logger): void {
  const error = (text: unknown): void => {
    if (String(text).startsWith(DROPPED_HEADER)) return;
    logger.warn('error in the gRPC library', { error: new GrpcLibraryFault(String(text)) });
  };
  setLogger({ error, info: () => undefined, debug: () => undefined });
}

/** Its message may quote what clients sent and is not logged; its stack frames are. */
class GrpcLibraryFault extends Error {
  override readonly name = 'GrpcLibraryFault';
}
