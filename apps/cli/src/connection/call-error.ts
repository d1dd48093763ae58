import { status, type Client, type ServiceError } from '@grpc/grpc-js';
import { escapeHidden } from '@safe-community/domain-kit';
import { detailsOf, type StatusDetails } from '@safe-community/grpc-kit/client';
import type { KindOfAnswers } from './kind-of-answers.ts';

/** The service that was called. */
export interface CalledService {
  /** "incident-intake" */
  readonly name: string;
  /** host:port */
  readonly address: string;
  /** The authorities that its certificate must be of. */
  readonly caFile: string;
}

/** A client with the service that it calls. */
export interface Called {
  readonly client: Client;
  readonly service: CalledService;
  readonly kinds?: KindOfAnswers;
}

/** A failed call. The message is for a person, with each violation on its own line. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: status;
  /** "NOT_FOUND" */
  readonly status: string;
  readonly details: StatusDetails;

  constructor(service: CalledService, error: ServiceError) {
    const details = detailsOf(error);
    super(explain(service, error, details), { cause: error });
    this.code = error.code;
    this.status = status[error.code];
    this.details = details;
  }
}

function explain(
  { name, address, caFile }: CalledService,
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
    if (UNTRUSTED.test(message)) {
      return `${caFile} did not sign the certificate of ${name} at ${address}.\nIf another run serves there, name its state folder: --home <folder>`;
    }
    const rule = CERTIFICATE_RULES.find(({ text }) => text.test(message))?.rule;
    if (rule !== undefined) return `The certificate of ${name} at ${address} ${rule}; see: hromada certificates`;
    return `${name} does not respond at ${address} (${causeIn(message)}).\nAre the services running? Start them with: npm start`;
  }
  if (code === status.DEADLINE_EXCEEDED) return `${name} at ${address} did not respond in time.`;
  if (code === status.INTERNAL) return `${name} failed with an internal error; see its log.`;
  const later = retryAfterMs === undefined ? '' : `; retry in ${Math.ceil(retryAfterMs / 1_000)} s`;
  return `${name}: ${message}${later} (${reason ?? status[code]})`;
}

/** grpc-js wraps the failure of a connection in that of each layer above it. */
function causeIn(message: string): string {
  return /^.*Last error: (?:Error: )?(.*)\. Resolution note:/s.exec(message)?.[1] ?? message;
}

/** How OpenSSL says that no known authority signed a certificate. */
const UNTRUSTED =
  /self-signed certificate|unable to get (local )?issuer certificate|unable to verify the first certificate|certificate signature failure/;

const CERTIFICATE_RULES = [
  { text: /certificate has expired/, rule: 'has expired' },
  { text: /certificate is not yet valid/, rule: 'is not yet valid' },
  { text: /does not match certificate's altnames/, rule: 'does not hold for that address' },
];
