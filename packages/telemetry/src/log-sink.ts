import type { LogLevel } from './log-level.ts';

/** Where log lines go besides standard output. */
export interface LogSink {
  /** @param fields as they are written: what may not be told is gone from them. */
  take(level: Exclude<LogLevel, 'silent'>, message: string, fields: Readonly<Record<string, unknown>>): void;
}

let current: LogSink | undefined;

/** Has all loggers of the process write there as well, or nowhere else any more. */
export function useLogSink(sink: LogSink | undefined): void {
  current = sink;
}

/** One comparison where there is no sink. */
export const tellSink: LogSink['take'] = (level, message, fields) => current?.take(level, message, fields);
