import { stringify } from 'yaml';
import { DASHBOARDS } from './dashboards/dashboards.ts';
import { prometheusRule } from './rules.ts';

const HEAD = '# Made by `npm run observability` of infra/src/observability: change it there.\n';

/** The files of the component for observability that are made, by their names. */
export function writtenFiles(): Map<string, string> {
  return new Map([
    ['rules.yaml', HEAD + stringify(prometheusRule(), { lineWidth: 0 })],
    ...DASHBOARDS.map(({ uid, dashboard }) => [`${uid}.json`, `${JSON.stringify(dashboard, undefined, 2)}\n`] as const),
  ]);
}
