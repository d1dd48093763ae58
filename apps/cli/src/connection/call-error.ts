import { status, type ServiceError } from '@grpc/grpc-js';
import { escapeHidden } from '@safe-community/domain-kit';
import { detailsOf, type StatusDetails } from '@safe-community/grpc-kit';

/** The service that was called. */
export interface CalledService {
  /** "incident-intake" */
  readonly name: string;
  /** host:port */
  readonly address: string;
}

/** A failed call. The message is for a person, with each violation on its own line. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: status;
  readonly details: StatusDetails;

  constructor(service: CalledService, error: ServiceError) {
    const details = detailsOf(error);
    super(explain(service, error, details), { cause: error });
    this.code = error.code;
    this.details = details;
  }
}

function explain(
  { name, address }: CalledService,
  { code, details: said }: ServiceError,
  details: StatusDetails,
): string {
  const { reason, violations, retryAfterMs } = details;
  const message = escapeHidden(said);
  if (violations.length > 0) {
    const rules = violations.map(({ field, description }) => escapeHidden(`  ${field}: ${description}`));
    return [`${name} rejected the request and changed nothing (${reason ?? status[code]}):`, ...rules].join('\n');
  }
  if (code === status.UNAVAILABLE && reason === undefined) {
    return `${name} does not respond at ${address} (${message}).\nAre the services running? Start them with: npm start`;
  }
  if (code === status.DEADLINE_EXCEEDED) return `${name} at ${address} did not respond in time.`;
  if (code === status.INTERNAL) return `${name} failed with an internal error; see its log.`;
  const later = retryAfterMs === undefined ? '' : `; retry in ${Math.ceil(retryAfterMs / 1_000)} s`;
  return `${name}: ${message}${later} (${reason ?? status[code]})`;
}
