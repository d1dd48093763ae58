export type {
  Amount,
  Area,
  Bar,
  Bars,
  Chart,
  ChoroplethMap,
  Funnel,
  FunnelLimits,
  FunnelPoint,
  Goal,
  Language,
  NamedValue,
  Progress,
  Rates,
  TimePoint,
  TimeSeries,
  UnitForms,
} from './chart.ts';
export {
  planMap,
  renderClassedMap,
  type AreaClass,
  type ClassedMap,
  type ClassedMapOptions,
  type DrawnMap,
  type MapPlan,
} from './svg/classed-map.ts';
export {
  renderPlaceMap,
  type DrawnPlaceMap,
  type Mark,
  type MarkLook,
  type NamedPosition,
  type PlaceMap,
} from './svg/place-map.ts';
export { NARROWEST, renderSvg, WIDEST, type SvgOptions } from './svg/render.ts';
export { tableOf, type Table } from './table.ts';
export { unitForms, yearlySeries, type PublishedNumber, type PublishedSeries } from './yearly.ts';
export { renderText, type TextOptions } from './text/render.ts';
