/** How Prometheus calls the units that our instruments have; those in braces only say what is counted. */
const UNITS: Readonly<Record<string, string>> = { s: 'seconds', By: 'bytes' };

export interface PrometheusName {
  /** Without `_total`, `_bucket` and the like. */
  readonly family: string;
  /** As Prometheus calls it; absent where things are counted. */
  readonly unit?: string;
}

/**
 * The name in Prometheus by OpenTelemetry's rules of compatibility, which the collector follows as well: so that a
 * dashboard does not care by which way a metric came. `rpc.server.call.duration` in `s` is
 * `rpc_server_call_duration_seconds`.
 */
export function prometheusName(name: string, unit: string): PrometheusName {
  const plain = name.replaceAll(/[^A-Za-z0-9_:]/g, '_');
  // A share has no unit of its own, but for a suffix.
  const suffix = unit === '1' ? 'ratio' : UNITS[unit];
  if (suffix === undefined) return { family: plain };
  return { family: plain.endsWith(`_${suffix}`) ? plain : `${plain}_${suffix}`, unit: suffix };
}

/** The name of an attribute as a label. */
export function labelName(attribute: string): string {
  return attribute.replaceAll(/[^A-Za-z0-9_]/g, '_');
}
