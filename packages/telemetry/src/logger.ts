import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger as Pino } from 'pino';
import { loggableFields, type LogFields } from './log-fields.ts';
import type { LogLevel } from './log-level.ts';
import { tellSink } from './log-sink.ts';

/**
 * A message must be a fixed text: `log.info('beat assigned', { beatId })` compiles, `log.info(`beat of ${name}`)` does
 * not. So lines can be grouped, and no value leaks through the text.
 */
type FixedText<T extends string> = {} extends Record<T, 1> ? never : T;

type Log = <const T extends string>(message: FixedText<T>, fields?: LogFields) => void;

export interface Logger {
  /** For developers; off in production. */
  debug: Log;
  /** An event that an operator may want to see later: starts, stops, repairs. */
  info: Log;
  /** The service continues, but many of these need attention. */
  warn: Log;
  /** An unexpected failure. */
  error: Log;
  /** The process ends because of it. */
  fatal: Log;
  /** A logger that adds these fields to every line. */
  child(fields: LogFields): Logger;
}

/**
 * Writes JSON lines: time (ISO 8601, UTC), level, service, trace_id and span_id of the active span, message, fields. If
 * a collector is configured, they are sent there as well.
 *
 * @param destination default: standard output; each `write` gets one whole line.
 */
export function createLogger(options: { service: string; level: LogLevel; destination?: DestinationStream }): Logger {
  const settings = {
    level: options.level,
    base: { service: options.service },
    messageKey: 'message',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: activeSpan,
  };
  return wrap(options.destination ? pino(settings, options.destination) : pino(settings));
}

function activeSpan(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}

/** @param own fields of every line. */
function wrap(inner: Pino, own: Readonly<Record<string, unknown>> = {}): Logger {
  const at =
    (level: Exclude<LogLevel, 'silent'>): Log =>
    (message, fields = {}) => {
      if (!inner.isLevelEnabled(level)) return;
      const written = loggableFields(fields);
      inner[level](written, message);
      tellSink(level, message, { ...own, ...written });
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    child(fields) {
      const written = loggableFields(fields);
      return wrap(inner.child(written), { ...own, ...written });
    },
  };
}
