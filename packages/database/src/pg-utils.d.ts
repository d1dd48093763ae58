// pg has no types for this file.
declare module 'pg/lib/utils.js' {
  /** A parameter as the wire protocol takes it. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
