import { ATTRIBUTE_NAMES } from '../src/attributes.ts';
import { logAttribute } from '../src/log-attributes.ts';
import { FIELD_KINDS, type LogFields } from '../src/log-fields.ts';
import { METRIC_ATTRIBUTE_NAMES } from '../src/metric-attributes.ts';
import { definedMetrics, type DefinedMetric } from '../src/metrics.ts';
import { prometheusName } from '../src/prometheus/prometheus-name.ts';
import { MEANINGS_OF_ATTRIBUTES, MEANINGS_OF_FIELDS } from './meanings.ts';
import '../src/index.ts';

/** All telemetry of the services, as the tables of docs/telemetry.md. */
export function renderTelemetry(): string {
  return [
    '## Metrics',
    table(
      ['metric', 'in Prometheus', 'kind', 'unit', 'attributes', 'meaning', 'reported by'],
      definedMetrics().map(metricRow),
    ),
    '## Attributes of spans',
    table(['attribute', 'what'], ATTRIBUTE_NAMES.toSorted().map(attributeRow)),
    '## Attributes of metrics',
    table(['attribute', 'what'], METRIC_ATTRIBUTE_NAMES.toSorted().map(attributeRow)),
    '## Fields of log lines',
    table(['field', 'as attribute of a log record', 'kind', 'meaning'], fieldNames().map(fieldRow)),
  ].join('\n\n');
}

/** The name of a metric in Prometheus, without the suffixes of a histogram. */
function familyOf({ kind, name, unit }: DefinedMetric): string {
  const { family } = prometheusName(name, unit);
  return kind === 'counter' ? `${family}_total` : family;
}

function metricRow(metric: DefinedMetric): string[] {
  const { attributes = [], description, kind, name, shownBy = 'all', unit } = metric;
  return [marked(name), `\`${familyOf(metric)}\``, kind, unit, attributes.join(', '), description, shownBy];
}

function attributeRow(name: string): string[] {
  const meanings: Readonly<Record<string, string>> = MEANINGS_OF_ATTRIBUTES;
  return [marked(name), meanings[name] ?? 'see the semantic conventions'];
}

function fieldNames(): (keyof LogFields)[] {
  return (Object.keys(FIELD_KINDS) as (keyof LogFields)[]).toSorted();
}

function fieldRow(name: keyof LogFields): string[] {
  const attribute = name === 'error' ? '`exception.type`, `.message`, `.stacktrace`' : `\`${logAttribute(name)}\``;
  return [`\`${name}\``, attribute, FIELD_KINDS[name], MEANINGS_OF_FIELDS[name]];
}

/** Our own names are in bold. */
function marked(name: string): string {
  return name.startsWith('safe_community.') ? `**\`${name}\`**` : `\`${name}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.map((line) => line.replaceAll('|  |', '| |')).join('\n');
}
