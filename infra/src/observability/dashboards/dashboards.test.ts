import { describe, expect, it } from 'vitest';
import { unknownNames } from '../metrics-of.ts';
import { checkRules } from '../promtool.ts';
import { ofKind } from '../../rendered/objects.ts';
import { OVERLAYS, render } from '../../rendered/render.ts';

interface Shown {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

/** As Grafana's sidecar finds them in a cluster. */
const dashboards = render('production')
  .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.['grafana_dashboard'] === '1')
  .flatMap(({ data = {} }) => Object.values(data).map((text) => JSON.parse(text) as Shown));

const BOTH = /[А-Яа-яЇїІіЄєҐґ].* · .*[A-Za-z]/;

it('there is one for services, one for events, one for the programme, and one for the public web', () => {
  expect(dashboards.map(({ uid }) => uid).toSorted()).toEqual([
    'safe-community-events',
    'safe-community-programme',
    'safe-community-service',
    'safe-community-web',
  ]);
});

describe.each(dashboards)('the dashboard $uid', ({ title, panels, schemaVersion }) => {
  it('is valid for Grafana 11, in both languages', () => {
    expect(schemaVersion).toBeGreaterThanOrEqual(39);
    expect(title).toMatch(BOTH);
    expect(panels.filter((panel) => !BOTH.test(panel.title)).map((panel) => panel.title)).toEqual([]);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it('has panels that do not overlap', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  });

  it('uses expressions that Prometheus accepts', () => {
    const exprs = panels.flatMap(({ targets }) => targets.map(({ expr }) => filledIn(expr)));
    const rules = exprs.map((expr, index) => ({ record: `panel:${index}`, expr }));
    expect(() => checkRules({ groups: [{ name: 'panels', rules }] })).not.toThrow();
  });

  it('queries exported metrics only', () => {
    expect(panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => unknownNames(filledIn(expr))))).toEqual([]);
  });
});

it.each(OVERLAYS)('the scaling metrics of the overlay %s are exported', (overlay) => {
  const queries = ofKind(render(overlay), 'ScaledObject').flatMap(({ spec }) =>
    spec.triggers.map(({ metadata }) => (metadata as Record<string, string>)['query']),
  );
  const asked = queries.filter((query) => query !== undefined);
  expect(asked.flatMap((query) => unknownNames(query))).toEqual([]);
  expect(asked.length > 0).toBe(overlay.startsWith('rehearsal'));
});

describe('detects unknown names', () => {
  it.each([
    ['sum(safe_community_no_such)', 'safe_community_no_such'],
    ['sum by (produzer) (safe_community_consumer_lag)', 'produzer'],
    ['safe_community_consumer_lag{consumer="statistics"}', 'consumer'],
    ['rate(rpc_server_call_duration_seconds_total[5m])', 'rpc_server_call_duration_seconds_total'],
    ['a_b / on (namespace) group_left safe_community_service_ready', 'a_b'],
  ])('%s', (expr, name) => {
    expect(unknownNames(expr)).toEqual([name]);
  });

  it('and accepts known ones', () => {
    expect(
      unknownNames('histogram_quantile(0.99, sum by (le, job) (rate(rpc_server_call_duration_seconds_bucket[5m])))'),
    ).toEqual([]);
  });
});

function filledIn(expr: string): string {
  return expr.replaceAll('$__rate_interval', '5m').replaceAll('$namespace', 'n').replaceAll('$job', 'statistics');
}
