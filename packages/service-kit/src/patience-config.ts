import { durationMs } from '@safe-community/config';
import { USUAL_PATIENCE, type Patience } from '@safe-community/grpc-kit';

/** How long callers are waited for. */
export const PATIENCE_VARIABLES = {
  REQUEST_WITHIN: durationMs().default(USUAL_PATIENCE.requestMs),
  CALLER_SILENCE: durationMs().default(USUAL_PATIENCE.silenceMs),
  READER_SILENCE: durationMs().default(USUAL_PATIENCE.readerMs),
  STREAMING_CALL_AGE: durationMs().default(USUAL_PATIENCE.streamMs),
};

export function patienceOf(settings: { readonly [Name in keyof typeof PATIENCE_VARIABLES]: number }): Patience {
  return {
    requestMs: settings.REQUEST_WITHIN,
    silenceMs: settings.CALLER_SILENCE,
    readerMs: settings.READER_SILENCE,
    streamMs: settings.STREAMING_CALL_AGE,
  };
}
