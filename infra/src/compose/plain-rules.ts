/**
 * Converts a PrometheusRule object to a Prometheus rule file: the contents of `spec`, two columns further left. It
 * works on lines because the container has no YAML parser.
 *
 * @throws {Error} when the text is not a PrometheusRule.
 */
export function plainRules(object: string): string {
  const [, spec] = object.split(/^spec:\n/m);
  if (spec === undefined || !object.includes('kind: PrometheusRule'))
    throw new Error('The object contains no Prometheus rules');
  return spec.replaceAll(/^ {2}/gm, '');
}
