import type { Attributes } from '@opentelemetry/api';
import type { HistogramMetricData, MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Exemplar, Exemplars } from '../exemplars.ts';
import { loggableText } from '../loggable-text.ts';
import { labelName, prometheusName } from './prometheus-name.ts';

/** `openmetrics` includes exemplars; `text` is for older scrapers and for people with curl. */
export type Format = 'openmetrics' | 'text';

/** All metrics in a Prometheus format: OpenMetrics 1.0, or the text format 0.0.4. */
export function writeMetrics(
  { resource, scopeMetrics }: ResourceMetrics,
  exemplars: Exemplars,
  format: Format,
): string {
  const lines = aboutTarget(resource.attributes, format);
  for (const metric of scopeMetrics.flatMap(({ metrics }) => metrics)) lines.push(...family(metric, exemplars, format));
  if (format === 'openmetrics') lines.push('# EOF');
  return `${lines.join('\n')}\n`;
}

/** The resource as one series to join with: as labels, its attributes would only make every series longer. */
function aboutTarget(attributes: Attributes, format: Format): string[] {
  const type = format === 'openmetrics' ? '# TYPE target info' : '# TYPE target_info gauge';
  const pairs = Object.entries(attributes).map(([name, value]) => label(name, String(value)));
  return [type, `target_info{${pairs.join(',')}} 1`];
}

function family(metric: MetricData, exemplars: Exemplars, format: Format): string[] {
  const { name, description, unit: ucum } = metric.descriptor;
  const { family: base, unit } = prometheusName(name, ucum);
  // Distinguished by their shapes: the SDK's enum values are only in its code, which is loaded late.
  const type = typeOf(metric);
  const total = type === 'counter' ? '_total' : '';
  const shownName = format === 'openmetrics' ? base : `${base}${total}`;
  const head = [`# TYPE ${shownName} ${type}`, `# HELP ${shownName} ${escaped(description)}`];
  if (format === 'openmetrics' && unit !== undefined) head.push(`# UNIT ${shownName} ${unit}`);
  if (isHistogram(metric)) return [...head, ...histogram(metric, base, exemplars, format)];
  const points = metric.dataPoints.map(
    ({ attributes, value }) => `${base}${total}${labels(attributes)} ${number(Number(value))}`,
  );
  return [...head, ...points];
}

function typeOf(metric: MetricData): 'histogram' | 'counter' | 'gauge' {
  if (isHistogram(metric)) return 'histogram';
  return 'isMonotonic' in metric && metric.isMonotonic ? 'counter' : 'gauge';
}

function isHistogram(metric: MetricData): metric is HistogramMetricData {
  const [point] = metric.dataPoints;
  return typeof point?.value === 'object' && 'buckets' in point.value;
}

function histogram(metric: HistogramMetricData, base: string, exemplars: Exemplars, format: Format): string[] {
  return metric.dataPoints.flatMap(({ attributes, value: { buckets, count, sum } }) => {
    let below = 0;
    const bounds = [...buckets.boundaries, Number.POSITIVE_INFINITY];
    const lines = bounds.map((bound, index) => {
      below += buckets.counts[index] ?? 0;
      const sample = `${base}_bucket${labels(attributes, `le="${written(bound, format)}"`)} ${below}`;
      if (format === 'text') return sample;
      return sample + exemplar(exemplars.find(metric.descriptor.name, attributes, index));
    });
    return [
      ...lines,
      `${base}_count${labels(attributes)} ${count}`,
      `${base}_sum${labels(attributes)} ${number(sum ?? 0)}`,
    ];
  });
}

function exemplar(found: Exemplar | undefined): string {
  if (found === undefined) return '';
  const { at, spanId, traceId, value } = found;
  return ` # {trace_id="${traceId}",span_id="${spanId}"} ${number(value)} ${at.toFixed(3)}`;
}

/** Personal data never becomes an attribute; as a second barrier, only values that look like codes are written. */
function labels(attributes: Attributes, more?: string): string {
  const pairs = Object.entries(attributes).map(([name, value]) => label(name, loggableText(String(value))));
  if (more !== undefined) pairs.push(more);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function label(name: string, value: string): string {
  return `${labelName(name)}="${escaped(value).replaceAll('"', String.raw`\"`)}"`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`);
}

/** OpenMetrics requires whole bounds as "1.0". */
function written(bound: number, format: Format): string {
  return format === 'openmetrics' && Number.isInteger(bound) ? `${bound}.0` : number(bound);
}

function number(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}
