import type { LogLevel } from './log-level.ts';

/** A second destination of log lines, besides standard output. */
export interface LogSink {
  /** @param fields as written, without what must not be logged. */
  take(level: Exclude<LogLevel, 'silent'>, message: string, fields: Readonly<Record<string, unknown>>): void;
}

let current: LogSink | undefined;

/** Makes all loggers of the process write to this sink as well; undefined removes it. */
export function useLogSink(sink: LogSink | undefined): void {
  current = sink;
}

/** Costs one comparison if there is no sink. */
export const tellSink: LogSink['take'] = (level, message, fields) => current?.take(level, message, fields);
