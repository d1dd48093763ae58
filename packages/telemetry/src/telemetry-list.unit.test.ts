import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { describe, expect, test } from 'vitest';
import { renderTelemetry } from '../scripts/render-telemetry.ts';
import { METRIC_ATTRIBUTE_NAMES } from './metric-attributes.ts';
import { definedMetrics } from './metrics.ts';

const ROOT = join(import.meta.dirname, '../../..');
const standard = new Set<unknown>(Object.values(conventions));

test('docs/telemetry.md lists exactly what the code exports', () => {
  expect(readFileSync(join(ROOT, 'docs/telemetry.md'), 'utf8')).toContain(`\n${renderTelemetry()}\n`);
});

test('every metric is defined where it is listed', () => {
  const files = globSync(['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts'], { cwd: ROOT });
  const elsewhere = files
    .filter((file) => !file.startsWith('packages/telemetry/src/'))
    .filter((file) =>
      /\bdefine(Counter|Gauge|Histogram|ObservedCounter)\(/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
  expect(files.length).toBeGreaterThan(100);
  expect(elsewhere).toEqual([]);
});

describe.each(definedMetrics())('the metric $name', ({ name, attributes = [], description, unit, kind, buckets }) => {
  test('is standard or one of ours', () => {
    expect(standard.has(name) || /^safe_community(\.[a-z_]+)+$/.test(name)).toBe(true);
  });

  test('has a description', () => {
    expect(description).toMatch(/^[A-Z0-9].{10,}[^.]$/);
    expect(unit).toMatch(/^(s|By|1|\{[a-z]+\})$/);
    expect(attributes.filter((attribute) => !METRIC_ATTRIBUTE_NAMES.includes(attribute))).toEqual([]);
    // A histogram without bounds gets those of the SDK, which are for milliseconds.
    expect(kind === 'histogram').toBe(buckets !== undefined);
  });
});

test('there are metrics of every kind', () => {
  expect(new Set(definedMetrics().map(({ kind }) => kind))).toEqual(new Set(['histogram', 'counter', 'gauge']));
  expect(definedMetrics().length).toBeGreaterThan(30);
});
