import { ExportChartRequest } from '@safe-community/contracts/statistics/v1/chart.ts';
import type { Connection } from '../connection/connect-services.ts';
import { printControl } from '../places/print-control.ts';
import { print } from '../terminal/print.ts';

/** What a terminal is taken for if it does not say how wide it is, and what the service draws. */
const COLUMNS = { default: 80, fewest: 40, most: 160 } as const;

/**
 * Draws a chart on the terminal, as wide as it is, and says first which of its territories are occupied or at the front.
 * Statistics draws it: the same figures as in the SVG.
 */
export async function printChart(
  { statistics, territory }: Pick<Connection, 'statistics' | 'territory'>,
  request: Partial<ExportChartRequest>,
  columns = process.stdout.columns ?? COLUMNS.default,
): Promise<void> {
  const asked = Math.min(COLUMNS.most, Math.max(COLUMNS.fewest, columns));
  const { lines } = await statistics.exportChart(ExportChartRequest.fromPartial({ ...request, columns: asked }));
  const { selection, scorecard } = request;
  await printControl({ territory }, [...(selection?.territoryCodes ?? []), scorecard?.territoryCode ?? '']);
  for (const line of lines) print(line);
}
