/**
 * The rules of an object for the operator of Prometheus as Prometheus itself reads them: what stands under `spec`, two
 * columns further left. By lines, since the container that does it has nothing that reads YAML.
 *
 * @throws {Error} when the text is no such object.
 */
export function plainRules(object: string): string {
  const [, spec] = object.split(/^spec:\n/m);
  if (spec === undefined || !object.includes('kind: PrometheusRule')) throw new Error('There are no rules in it');
  return spec.replaceAll(/^ {2}/gm, '');
}
