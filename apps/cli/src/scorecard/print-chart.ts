import { ExportChartRequest } from '@safe-community/contracts/statistics/v1/chart.ts';
import type { Connection } from '../connection/connect-services.ts';
import { print } from '../terminal/print.ts';

/** What a terminal is taken for if it does not say how wide it is, and what the service draws. */
const COLUMNS = { default: 80, fewest: 40, most: 160 } as const;

/** Draws a chart on the terminal, as wide as it is. Statistics draws it: the same figures as in the SVG. */
export async function printChart(
  { statistics }: Pick<Connection, 'statistics'>,
  request: Partial<ExportChartRequest>,
  columns = process.stdout.columns ?? COLUMNS.default,
): Promise<void> {
  const asked = Math.min(COLUMNS.most, Math.max(COLUMNS.fewest, columns));
  const { lines } = await statistics.exportChart(ExportChartRequest.fromPartial({ ...request, columns: asked }));
  for (const line of lines) print(line);
}
