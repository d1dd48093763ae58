import { SUMMARY_DIR } from './settings.ts';

/** As k6 gives it to handleSummary. */
export interface SummaryData {
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly state: { readonly testRunDurationMs: number };
}

interface Metric {
  readonly type: string;
  readonly values: Readonly<Record<string, number>>;
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
}

/** What k6 prints and writes. */
export type Output = Record<string, string>;

/** The end of a scenario: a text for people, and all of it as JSON. @param more lines that this scenario adds. */
export function summaryOf(scenario: string, data: SummaryData, more: readonly string[] = []): Output {
  const output: Output = { stdout: textOf(scenario, data, more) };
  if (SUMMARY_DIR !== '') output[`${SUMMARY_DIR}/${scenario}.json`] = JSON.stringify(data, undefined, 2);
  return output;
}

function textOf(scenario: string, { metrics, state }: SummaryData, more: readonly string[]): string {
  const judged = Object.entries(metrics)
    .filter(([, { thresholds }]) => thresholds !== undefined)
    .flatMap(([name, metric]) => linesOf(name, metric));
  const kept = judged.every((line) => line.startsWith('  kept'));
  const title = `${scenario}: ${Math.round(state.testRunDurationMs / 1_000)} s, ${kept ? 'all promises kept' : 'NOT all promises kept'}`;
  return ['', title, ...judged, ...more, ''].join('\n');
}

function linesOf(name: string, { values, thresholds = {} }: Metric): string[] {
  const figures = Object.entries(values).map(([figure, value]) => `${figure} ${Number(value.toFixed(3))}`);
  return Object.entries(thresholds).map(
    ([threshold, { ok }]) => `  ${ok ? 'kept  ' : 'BROKEN'} ${name} ${threshold} (${figures.join(', ')})`,
  );
}
