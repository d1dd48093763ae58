/** One line or more of a graph. */
interface Query {
  /** PromQL; `$namespace` and `$job` are what is chosen above. */
  readonly expr: string;
  /** Such as `{{ job }}`. */
  readonly legend: string;
}

export interface Panel {
  /** Ukrainian first, as who looks reads it; then English. */
  readonly title: { readonly uk: string; readonly en: string };
  /** Grafana's name of the unit: `s`, `bytes`, `percentunit`, `reqps`, `short`. */
  readonly unit: string;
  /** `graph` over time, or the last value as a number. */
  readonly kind: 'graph' | 'number';
  readonly queries: readonly Query[];
  /** From which value on it is shown in red. */
  readonly redFrom?: number;
  /** Shows dots for traces that were recorded. */
  readonly hasExemplars?: boolean;
  /** Of 24 columns; default half of them for a graph, a quarter for a number. */
  readonly width?: number;
}

const HEIGHT = { graph: 8, number: 4 };
const COLUMNS = 24;
const SOURCE = { type: 'prometheus', uid: '${source}' };

/** Puts panels side by side until a row is full. */
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
