import type { Chart, Language } from '../chart.ts';
import { paintBars } from './bars.ts';
import { frame, type Canvas, type Plot } from './frame.ts';
import { paintFunnel } from './funnel.ts';
import { paintMap } from './map.ts';
import { paintProgress } from './progress.ts';
import { paintTimeSeries } from './time-series.ts';

export const NARROWEST = 320;
export const WIDEST = 2_000;

export interface SvgOptions {
  readonly language: Language;
  /** In pixels, from NARROWEST to WIDEST; the height follows. */
  readonly width: number;
  /** Begins the ids of the drawing: letters, digits, and hyphens, unique in the page that shows it. Default: "chart". */
  readonly id?: string;
}

/** The chart as an SVG document that also may stand in an HTML page: no script, no style, nothing from elsewhere. */
export function renderSvg(chart: Chart, { language, width, id = 'chart' }: SvgOptions): string {
  if (!(width >= NARROWEST && width <= WIDEST))
    throw new RangeError(`a chart is ${NARROWEST} to ${WIDEST} pixels wide`);
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(id)) throw new RangeError('the id of a chart is letters, digits, and hyphens');
  return frame(chart, { language, width: Math.round(width), id }, (canvas) => paint(chart, canvas));
}

function paint(chart: Chart, canvas: Canvas): Plot {
  switch (chart.kind) {
    case 'time-series':
      return paintTimeSeries(chart, canvas);
    case 'bars':
    case 'rates':
      return paintBars(chart, canvas);
    case 'progress':
      return paintProgress(chart, canvas);
    case 'funnel':
      return paintFunnel(chart, canvas);
    case 'map':
      return paintMap(chart, canvas);
    default:
      return chart satisfies never;
  }
}
