import { setLogger } from '@grpc/grpc-js';
import type { Logger } from '@safe-community/telemetry';

/** What grpc-js finds of a header that it leaves out; the caller is told of those that matter, see `demandLegible`. */
const OF_A_CALLER = 'Failed to add metadata entry';

/**
 * grpc-js writes its faults to standard error by itself, and quotes what callers sent: tokens, names. Here a line says
 * where it met one, without its text.
 */
export function takeLibraryLog(logger: Logger): void {
  const error = (text: unknown): void => {
    if (String(text).startsWith(OF_A_CALLER)) return;
    logger.warn('the gRPC library met a fault', { error: new GrpcLibraryFault(String(text)) });
  };
  setLogger({ error, info: () => undefined, debug: () => undefined });
}

/** Its message may quote what callers sent, so it is not logged; its frames say where. */
class GrpcLibraryFault extends Error {
  override readonly name = 'GrpcLibraryFault';
}
