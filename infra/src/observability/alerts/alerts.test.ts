import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FRESHNESS, OBJECTIVES, WEB_OBJECTIVES } from '@safe-community/load-tests/objectives';
import { describe, expect, it } from 'vitest';
import { ALERTS } from './alerts.ts';
import { unknownNames } from '../metrics-of.ts';
import { checkRules, tryRules, type RuleFile } from '../promtool.ts';
import type { Alert } from '../rule.ts';
import { prometheusRule, runbookUrl } from '../rules.ts';
import { burnRules, SLOS } from '../slo.ts';
import { render } from '../../rendered/render.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** The rules as deployed to a cluster. */
function renderedRules(): RuleFile {
  const [rule, ...more] = render('production').filter(({ kind }) => kind === 'PrometheusRule');
  expect(more).toEqual([]);
  return rule?.spec as RuleFile;
}

/** Runs the test case of the alert and checks how often it fires. */
function tried({ name, tried: by }: Alert, which: 'fires' | 'quiet', gives: number | undefined): void {
  const { groups } = renderedRules();
  // Only what it rests on: seventy rules of promises and the other alerts over a week take minutes.
  const rules = groups
    .filter((group) => (group.name.endsWith('slo') ? by.needsSlos === true : true))
    .map((group) => ({ ...group, rules: group.rules.filter((rule) => isNeeded(rule, name)) }));
  const expr = `count(ALERTS{alertname="${name}",alertstate="firing"})`;
  tryRules({ groups: rules }, [{ name, series: by[which], atMinute: by.atMinute, expr, gives }], by.everyMinutes);
}

/** No alert rests on another one. */
function isNeeded(rule: object, alert: string): boolean {
  return !('alert' in rule) || rule.alert === alert;
}

describe('the alert rules', () => {
  it('are valid for Prometheus as deployed to a cluster', () => {
    expect(() => checkRules(renderedRules())).not.toThrow();
  });

  it('match the generated rules', () => {
    expect(renderedRules()).toEqual(JSON.parse(JSON.stringify(prometheusRule().spec)));
  });

  it('have distinct names', () => {
    expect(new Set(ALERTS.map(({ name }) => name)).size).toBe(ALERTS.length);
  });

  it('detect a run with a different result', () => {
    const [alert] = ALERTS;
    if (alert === undefined) throw new Error('there are no alerts');
    expect(() => tried(alert, 'quiet', 1)).toThrow('FAILED');
  });

  it.each(['up{', 'sum by (rate(up[5m])', 'nosuchfunction(up)'])('detect an invalid expression: %s', (expr) => {
    expect(() => checkRules({ groups: [{ name: 'x', rules: [{ record: 'x:y', expr }] }] })).toThrow('promtool');
  });
});

describe.each(ALERTS)('$name', (alert) => {
  it('fires when it should', () => {
    expect(() => tried(alert, 'fires', 1)).not.toThrow();
  });

  it('is silent just below the threshold', () => {
    expect(() => tried(alert, 'quiet', undefined)).not.toThrow();
  });

  it('links a runbook with steps', () => {
    const file = `docs/runbooks/${alert.runbook}.md`;
    expect(runbookUrl(alert)).toMatch(new RegExp(`^https://.*/${file}$`));
    expect(existsSync(join(ROOT, file))).toBe(true);
  });

  it('describes the problem in both languages', () => {
    expect(alert.summary).toMatch(/^[^А-Яа-яЇїІіЄєҐґ]{20,}[^.]$/);
    expect(alert.summaryUk).toMatch(/[А-Яа-яЇїІіЄєҐґ].{10,}[^.]$/);
    expect(alert.description).toMatch(/\.$/);
    // The values are the same in both languages, so that they say the same.
    const filled = (text: string): string[] => [...text.matchAll(/\{\{[^}]*\}\}/g)].map(([one]) => one).toSorted();
    expect(filled(alert.summaryUk)).toEqual(filled(alert.summary));
  });

  it('queries exported metrics only', () => {
    expect(unknownNames(alert.expr)).toEqual([]);
    for (const series of [...Object.keys(alert.tried.fires), ...Object.keys(alert.tried.quiet)]) {
      expect(unknownNames(series)).toEqual([]);
    }
  });
});

describe('the service level objectives', () => {
  it('are all monitored', () => {
    const names = SLOS.map(({ name }) => name);
    for (const method of [...Object.keys(OBJECTIVES), ...Object.keys(WEB_OBJECTIVES)])
      expect(names).toEqual(expect.arrayContaining([`${method} answered`, `${method} fast`]));
    for (const name of Object.keys(FRESHNESS)) expect(names).toContain(name);
  });

  it('query exported metrics only', () => {
    expect(burnRules.flatMap(({ expr }) => unknownNames(expr))).toEqual([]);
  });

  /** 4 of 1,000 calls fail or are late: four times too many for an objective of 99.9 %, fewer than allowed for 99 %. */
  it.each([
    ['ReportIncident answered', faulty('UNAVAILABLE'), 4],
    ['ReportIncident answered', faulty('NOT_FOUND'), 0],
    ['ReportIncident answered', { [calls('count', 'INTERNAL')]: '0+5x100' }, 1_000],
    ['ReportIncident fast', late(), 0.4],
    ['pages answered', pages('/scorecard', '503'), 4],
    ['pages answered', pages('/scorecard', '429'), 0],
    ['programs answered', pages('/open311/v2/requests.json', '500'), 4],
    ['pages fast', slowPages(), 0.4],
    ['officers in intake', lateEvents('5'), 2],
    ['officers in intake', lateEvents('5.0'), 2],
  ])('%s: %o burns the error budget %s times as fast', (slo, series, gives) => {
    const expr = `round(sum(safe_community:slo_burn:rate5m{slo="${slo}"}), 0.01)`;
    const trial = { name: slo, series, atMinute: 20, expr, gives };
    expect(() => tryRules(renderedRules(), [trial])).not.toThrow();
  });
});

function calls(part: 'count' | 'bucket', code: string, more = ''): string {
  const { rpc } = OBJECTIVES.ReportIncident;
  return `rpc_server_call_duration_seconds_${part}{namespace="n",rpc_method="${rpc}",rpc_response_status_code="${code}"${more}}`;
}

function faulty(code: string): Record<string, string> {
  return { [calls('count', 'OK')]: '0+996x100', [calls('count', code)]: '0+4x100' };
}

/** Four of 1,000 requests are answered so. */
function pages(route: string, code: string): Record<string, string> {
  const of = (status: string): string =>
    `http_server_request_duration_seconds_count{namespace="n",http_request_method="GET",http_route="${route}",http_response_status_code="${status}"}`;
  return { [of('200')]: '0+996x100', [of(code)]: '0+4x100' };
}

function slowPages(): Record<string, string> {
  const of = 'namespace="n",http_request_method="GET",http_route="/h/:katottg",http_response_status_code="200"';
  const name = 'http_server_request_duration_seconds';
  return { [`${name}_count{${of}}`]: '0+1000x100', [`${name}_bucket{${of},le="0.15"}`]: '0+996x100' };
}

function late(): Record<string, string> {
  return { [calls('count', 'OK')]: '0+1000x100', [calls('bucket', 'OK', ',le="0.3"')]: '0+996x100' };
}

function lateEvents(bound: string): Record<string, string> {
  const of = 'namespace="n",job="incident-intake",safe_community_ledger_producer="officers"';
  const name = 'safe_community_consumer_delay_seconds';
  return { [`${name}_count{${of}}`]: '0+100x100', [`${name}_bucket{${of},le="${bound}"}`]: '0+98x100' };
}
