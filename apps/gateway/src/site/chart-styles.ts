/**
 * Charts and maps are drawn on white, in colours of their own. In the dark, the lines and texts of a chart take those of the
 * page; a map stays on white, as its classes are shades of it.
 */
export const CHART_STYLES = `
.chart { display: block; max-width: 100%; height: auto; background: #ffffff; }
.chart text { font-family: inherit; }
.chart-time-series, .chart-funnel { width: 100%; }
.chart-place { width: 30rem; }
figure { margin: 0 0 1rem; max-width: 45rem; }
.legend { list-style: none; padding: 0; margin: 0.5rem 0; }
.legend li { display: flex; gap: 0.5rem; align-items: center; }
.chart-swatch { flex: none; }
@media screen and (prefers-color-scheme: dark) {
  .chart-map { padding: 0.75rem; border-radius: 0.5rem; }
  .chart-time-series { background: var(--ground); }
  .chart-time-series [fill="#ffffff"] { fill: var(--ground); }
  .chart-time-series :is([fill="#1a1a1a"], [fill="#4d4d4d"]) { fill: var(--ink); }
  .chart-time-series [fill="#0b5394"] { fill: var(--link); }
  .chart-time-series [stroke="#0b5394"] { stroke: var(--link); }
  .chart-time-series [stroke="#ffffff"] { stroke: var(--ground); }
  .chart-time-series [stroke="#d9d9d9"] { stroke: var(--edge); }
  .chart-time-series :is([stroke="#595959"], [stroke="#767676"], [stroke="#1a1a1a"]) { stroke: var(--line); }
}
`;
