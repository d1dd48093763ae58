/** One query, which gives one or more lines of a graph. */
interface Query {
  /** PromQL; `$namespace` and `$job` are the variables of the dashboard. */
  readonly expr: string;
  /** Legend format, such as `{{ job }}`. */
  readonly legend: string;
}

export interface Panel {
  /** Ukrainian first, then English. */
  readonly title: { readonly uk: string; readonly en: string };
  /** Grafana unit: `s`, `bytes`, `percentunit`, `reqps`, `short`. */
  readonly unit: string;
  /** `graph` over time, or the last value as a number. */
  readonly kind: 'graph' | 'number';
  readonly queries: readonly Query[];
  /** Values from here on are red. */
  readonly redFrom?: number;
  /** Shows exemplars (dots that link to recorded traces). */
  readonly hasExemplars?: boolean;
  /** Width in columns of 24; by default 12 for a graph, 6 for a number. */
  readonly width?: number;
}

const HEIGHT = { graph: 8, number: 4 };
const COLUMNS = 24;
const SOURCE = { type: 'prometheus', uid: '${source}' };

/** Places panels side by side, row by row. */
export function placed(panels: readonly Panel[]) {
  let [x, y, rowHeight] = [0, 0, 0];
  return panels.map((panel, index) => {
    const width = panel.width ?? (panel.kind === 'graph' ? COLUMNS / 2 : COLUMNS / 4);
    const height = HEIGHT[panel.kind];
    if (x + width > COLUMNS) [x, y, rowHeight] = [0, y + rowHeight, 0];
    const gridPos = { x, y, w: width, h: height };
    x += width;
    rowHeight = Math.max(rowHeight, height);
    return { id: index + 1, gridPos, ...drawn(panel) };
  });
}

function drawn({ hasExemplars = false, kind, queries, redFrom, title, unit }: Panel) {
  return {
    type: kind === 'graph' ? 'timeseries' : 'stat',
    title: `${title.uk} · ${title.en}`,
    datasource: SOURCE,
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCodePoint(65 + index),
      datasource: SOURCE,
      expr,
      legendFormat: legend,
      exemplar: hasExemplars,
      range: kind === 'graph',
      instant: kind === 'number',
    })),
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        thresholds: { mode: 'absolute', steps: stepsOf(redFrom) },
        ...(kind === 'graph' && redFrom !== undefined ? { custom: { thresholdsStyle: { mode: 'line' } } } : {}),
      },
      overrides: [],
    },
    options:
      kind === 'graph'
        ? { tooltip: { mode: 'multi', sort: 'desc' }, legend: { displayMode: 'list', placement: 'bottom' } }
        : { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'value', graphMode: 'area', textMode: 'auto' },
  };
}

function stepsOf(redFrom: number | undefined) {
  const green = { color: 'green', value: null };
  return redFrom === undefined ? [green] : [green, { color: 'red', value: redFrom }];
}
