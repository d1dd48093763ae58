import type { Attributes } from '@opentelemetry/api';
import type { LogFields } from './log-fields.ts';
import type { LoggedError } from './loggable-error.ts';

/** Fields that have a name in OpenTelemetry's semantic conventions; the others get a name of ours. */
const STANDARD: Readonly<Partial<Record<keyof LogFields, string>>> = {
  bytes: 'messaging.message.body.size',
  consumer: 'messaging.consumer.group.name',
  eventId: 'cloudevents.event_id',
  eventType: 'cloudevents.event_type',
  method: 'rpc.method',
  pid: 'process.pid',
  server: 'server.address',
  table: 'db.collection.name',
};

/** The attribute name of a field in log records: `incidentId` becomes `safe_community.incident_id`. */
export function logAttribute(field: string): string {
  const known: Readonly<Record<string, string>> = STANDARD;
  return known[field] ?? `safe_community.${field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/** Converts the written fields of a line to the attributes of a log record. */
export function logAttributes(fields: Readonly<Record<string, unknown>>): Attributes {
  const attributes: Attributes = {};
  for (const [field, value] of Object.entries(fields)) {
    if (isError(value)) Object.assign(attributes, exceptionOf(value));
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      attributes[logAttribute(field)] = value;
    }
  }
  return attributes;
}

function isError(value: unknown): value is LoggedError {
  return typeof value === 'object' && value !== null && 'frames' in value;
}

/** The error is already sanitized. All of it, with its causes, goes as JSON where a stack trace would be. */
function exceptionOf(error: LoggedError): Attributes {
  return {
    'exception.type': error.type,
    'exception.stacktrace': JSON.stringify(error),
    ...(error.message === undefined ? {} : { 'exception.message': error.message }),
    ...(error.code === undefined ? {} : { 'safe_community.code': error.code }),
  };
}
