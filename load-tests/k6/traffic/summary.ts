import { SUMMARY_DIR } from './settings.ts';

/** The argument of handleSummary. */
export interface SummaryData {
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly state: { readonly testRunDurationMs: number };
}

interface Metric {
  readonly type: string;
  readonly values: Readonly<Record<string, number>>;
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
}

/** Output paths and contents for k6. */
export type Output = Record<string, string>;

/** The summary of a scenario: text, and JSON. @param more additional lines of this scenario. */
export function summaryOf(scenario: string, data: SummaryData, more: readonly string[] = []): Output {
  const output: Output = { stdout: textOf(scenario, data, more) };
  if (SUMMARY_DIR !== '') output[`${SUMMARY_DIR}/${scenario}.json`] = JSON.stringify(data, undefined, 2);
  return output;
}

function textOf(scenario: string, { metrics, state }: SummaryData, more: readonly string[]): string {
  const checked = Object.entries(metrics)
    .filter(([, { thresholds }]) => thresholds !== undefined)
    .flatMap(([name, metric]) => linesOf(name, metric));
  const kept = checked.every((line) => line.startsWith('  kept'));
  const title = `${scenario}: ${Math.round(state.testRunDurationMs / 1_000)} s, ${kept ? 'all SLOs met' : 'NOT all SLOs met'}`;
  return ['', title, ...checked, ...more, ''].join('\n');
}

function linesOf(name: string, { values, thresholds = {} }: Metric): string[] {
  const figures = Object.entries(values).map(([figure, value]) => `${figure} ${Number(value.toFixed(3))}`);
  return Object.entries(thresholds).map(
    ([threshold, { ok }]) => `  ${ok ? 'kept  ' : 'BROKEN'} ${name} ${threshold} (${figures.join(', ')})`,
  );
}
