/** In place of k6/data: an array as it is; k6 keeps one for all virtual users, as JSON. Is called by `new`. */
export function SharedArray(_name: string, make: () => unknown[]): unknown {
  return JSON.parse(JSON.stringify(make()));
}
