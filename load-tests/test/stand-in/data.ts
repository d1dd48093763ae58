/** Replaces k6/data: a plain array; k6 keeps one for all virtual users, as JSON. Is called with `new`. */
export function SharedArray(_name: string, make: () => unknown[]): unknown {
  return JSON.parse(JSON.stringify(make()));
}
