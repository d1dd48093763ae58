import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIST = join(import.meta.dirname, '../../../docs/telemetry.md');
const SUFFIXES = ['_bucket', '_count', '_sum'];

/** Metrics from outside our services that every cluster has: kube-state-metrics, cert-manager. */
const OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
  kube_job_status_failed: ['job_name'],
  kube_cronjob_status_last_successful_time: ['cronjob'],
  certmanager_certificate_expiration_timestamp_seconds: ['name'],
};

/** Labels that the scraper adds. */
const OF_SCRAPER = ['namespace', 'job', 'instance'];
/** Labels of our recording rules. */
const OF_RULES = ['slo', 'pages'];

/** PromQL keywords and functions that look like names. */
const WORDS = ['group_left', 'group_right'];

/** The metrics of docs/telemetry.md by their Prometheus names, with their labels. */
function listedMetrics(): Map<string, readonly string[]> {
  const rows = readFileSync(LIST, 'utf8')
    .split('\n')
    .filter((line) => /^\| \*{0,2}`.*(histogram|counter|gauge)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  return new Map(
    rows.flatMap(([, , family = '', kind = '', , attributes = '']) => {
      const labels = attributes.split(', ').map((name) => name.replaceAll('.', '_'));
      const names = kind === 'histogram' ? SUFFIXES.map((suffix) => `${family}${suffix}`) : [family];
      return names.map((name): [string, string[]] => [name, kind === 'histogram' ? [...labels, 'le'] : labels]);
    }),
  );
}

/** Names in an expression that do not exist: metrics, and labels that the metrics do not have. */
export function unknownNames(expr: string): string[] {
  const listed = listedMetrics();
  const known = (name: string): readonly string[] | undefined =>
    listed.get(name) ?? OF_OTHERS[name] ?? (name.startsWith('safe_community:') ? OF_RULES : undefined);
  const metrics = metricsIn(expr);
  const labels = new Set([...OF_SCRAPER, ...metrics.flatMap((metric) => known(metric) ?? [])]);
  return [
    ...metrics.filter((metric) => known(metric) === undefined),
    ...labelsIn(expr).filter((label) => !labels.has(label)),
  ];
}

/** Everything that looks like a metric name: it contains an underscore and no parenthesis follows. */
function metricsIn(expr: string): string[] {
  const names = plain(expr).replaceAll(/\{[^}]*\}|\b(?:by|on|without|ignoring)\s*\([^)]*\)/g, ' ');
  const found = [...names.matchAll(/\b[a-z][a-z0-9]*(?:[_:][a-z0-9_:]+)+\b(?!\s*\()/gi)].map(([name]) => name);
  return unique(found.filter((name) => !WORDS.includes(name)));
}

function labelsIn(expr: string): string[] {
  const selected = [...plain(expr).matchAll(/([a-z_][a-z0-9_]*)\s*(?:=~|!~|!=|=)"/g)].map(([, label = '']) => label);
  const grouped = [...plain(expr).matchAll(/\b(?:by|on|without|ignoring)\s*\(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(',').map((label) => label.trim()),
  );
  return unique([...selected, ...grouped].filter((label) => label !== ''));
}

/** The expression without label values, which can contain anything. */
function plain(expr: string): string {
  return expr.replaceAll(/"[^"]*"/g, '""');
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
