/**
 * The name of a route in logs and metrics: its pattern without the expressions of its parameters, which neither takes.
 * `/open311/v2/:name{requests(?:\.json)?}` is `/open311/v2/requests`.
 */
export function routeName(pattern: string): string {
  return pattern.replaceAll(/:\w+\{([a-z]+)[^}]*\}/g, '$1').replaceAll(/\{[^}]*\}/g, '');
}
