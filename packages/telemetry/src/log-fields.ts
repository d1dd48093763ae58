import { loggableError } from './loggable-error.ts';
import { loggableText, NOT_LOGGED } from './loggable-text.ts';

/** An allowed field is a code (an id, a name of ours, a subject), a number, a flag or an error. */
type FieldKind = 'code' | 'number' | 'flag' | 'error';

/**
 * Every field that our log lines may carry. An unlisted field does not compile, and at run time it is not written. Add
 * a field only if its value can never be personal: a test rejects names under which the contracts hold personal,
 * internal, or secret data.
 */
export const FIELD_KINDS = {
  // The subject of the line.
  aggregate: 'code',
  aggregateId: 'code',
  beatId: 'code',
  cameraId: 'code',
  category: 'code',
  eventId: 'code',
  eventType: 'code',
  figureId: 'code',
  hromada: 'code',
  incidentId: 'code',
  oblast: 'code',
  officerId: 'code',
  recordingId: 'code',
  requestId: 'code',
  unitId: 'code',
  // Who and where in the system.
  caller: 'code',
  cause: 'code',
  certificate: 'code',
  database: 'code',
  instance: 'code',
  job: 'code',
  method: 'code',
  migration: 'code',
  peer: 'code',
  pid: 'number',
  port: 'number',
  route: 'code',
  scope: 'code',
  server: 'code',
  table: 'code',
  version: 'code',
  // Ledger, broker, consumers.
  consumer: 'code',
  epoch: 'code',
  expectedPosition: 'number',
  head: 'number',
  lag: 'number',
  partition: 'number',
  position: 'number',
  producer: 'code',
  sequence: 'number',
  stream: 'code',
  subject: 'code',
  setting: 'code',
  found: 'code',
  wanted: 'code',
  // Audit.
  digest: 'code',
  keyId: 'code',
  // Results and figures.
  applied: 'number',
  attempt: 'number',
  bytes: 'number',
  code: 'code',
  count: 'number',
  crashPoint: 'code',
  daysLeft: 'number',
  deadlineMs: 'number',
  delayMs: 'number',
  durationMs: 'number',
  error: 'error',
  exitCode: 'number',
  limit: 'number',
  line: 'number',
  pending: 'number',
  phase: 'code',
  refused: 'number',
  repeated: 'number',
  rows: 'number',
  secure: 'flag',
  signal: 'code',
  state: 'code',
  isTest: 'flag',
} as const satisfies Record<string, FieldKind>;

type Kinds = typeof FIELD_KINDS;

interface ValueOf {
  code: string | number;
  number: number | bigint;
  flag: boolean;
  /** Any thrown value; `loggable-error.ts` decides what of it is written. */
  error: unknown;
}

export type LogFields = { readonly [Name in keyof Kinds]?: ValueOf[Kinds[Name]] | undefined };

/** The fields as they may be written. The type is not trusted, because a cast can bypass it. */
export function loggableFields(fields: object): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    // The name itself may be data, if somebody logged a map.
    const writtenName = loggableText(name);
    written[writtenName] = isKnown(name) ? loggableValue(FIELD_KINDS[name], value) : NOT_LOGGED;
  }
  return written;
}

function isKnown(name: string): name is keyof Kinds {
  return Object.hasOwn(FIELD_KINDS, name);
}

function loggableValue(kind: FieldKind, value: unknown): unknown {
  if (kind === 'error') return loggableError(value);
  if (kind === 'code' && typeof value === 'string') return loggableText(value);
  if (kind === 'flag' && typeof value === 'boolean') return value;
  if ((kind === 'number' || kind === 'code') && typeof value === 'number') return value;
  // JSON has no bigint, and positions will never reach 2^53.
  if (kind === 'number' && typeof value === 'bigint') return Number(value);
  return NOT_LOGGED;
}
