/** Prometheus names of our units; a unit in braces only says what is counted. */
const UNITS: Readonly<Record<string, string>> = { s: 'seconds', By: 'bytes' };

export interface PrometheusName {
  /** Without suffixes such as `_total` or `_bucket`. */
  readonly family: string;
  /** In Prometheus terms; absent for a plain count. */
  readonly unit?: string;
}

/**
 * The Prometheus name according to OpenTelemetry's compatibility rules. The collector follows them as well, so
 * dashboards need not know which way a metric took. `rpc.server.call.duration` in `s` becomes
 * `rpc_server_call_duration_seconds`.
 */
export function prometheusName(name: string, unit: string): PrometheusName {
  const plain = name.replaceAll(/[^A-Za-z0-9_:]/g, '_');
  // A ratio has no unit, only a suffix.
  const suffix = unit === '1' ? 'ratio' : UNITS[unit];
  if (suffix === undefined) return { family: plain };
  return { family: plain.endsWith(`_${suffix}`) ? plain : `${plain}_${suffix}`, unit: suffix };
}

/** The label name of an attribute. */
export function labelName(attribute: string): string {
  return attribute.replaceAll(/[^A-Za-z0-9_]/g, '_');
}
