import { OBJECTIVES } from '@safe-community/load-tests/objectives';
import type { Alert } from '../rule.ts';
import { burnRate } from '../slo.ts';

const CALLS = 'rpc_server_call_duration_seconds_count';
const report = (code: string): string =>
  `${CALLS}{namespace="n",job="incident-intake",rpc_method="${OBJECTIVES.ReportIncident.rpc}",rpc_response_status_code="${code}"}`;

/** Burn rates. Both windows must exceed the rate, so that the alert ends soon after the problem. */
const over = (rate: number, long: '1h' | '6h' | '1d' | '3d', short: '5m' | '30m' | '2h' | '6h', which = ''): string =>
  `(${burnRate(long)}${which} > ${rate} and ${burnRate(short)}${which} > ${rate})`;

/** Rates from Google's Site Reliability Workbook, for 30 days. */
export const sloAlerts: readonly Alert[] = [
  {
    name: 'PromiseBreaksFast',
    severity: 'page',
    // 2 % of the budget in an hour, or 5 % in six hours.
    expr: [over(14.4, '1h', '5m', '{pages="yes"}'), over(6, '6h', '30m', '{pages="yes"}')].join(' or '),
    for: '2m',
    runbook: 'promises',
    summary:
      'The SLO "{{ $labels.slo }}" is being violated: its error budget burns {{ $value | humanize }} times too fast',
    summaryUk:
      'Порушується цільовий рівень "{{ $labels.slo }}": бюджет помилок витрачається у {{ $value | humanize }} раза швидше за допустиме',
    description:
      'At this rate, the 30-day error budget (docs/slo.md) is used up within hours or days. Callers notice now.',
    tried: {
      atMinute: 70,
      needsSlos: true,
      fires: { [report('OK')]: '0+950x100', [report('UNAVAILABLE')]: '0+50x100' },
      quiet: { [report('OK')]: '0+995x100', [report('UNAVAILABLE')]: '0+5x100' },
    },
  },
  {
    name: 'PromiseBreaksSlowly',
    severity: 'ticket',
    // 10 % of the budget in a day, or in three days.
    expr: [over(3, '1d', '2h'), over(1, '3d', '6h')].join(' or '),
    for: '15m',
    runbook: 'promises',
    summary:
      'The SLO "{{ $labels.slo }}" will be missed: its error budget burns {{ $value | humanize }} times too fast',
    summaryUk:
      'Цільового рівня "{{ $labels.slo }}" не буде дотримано: бюджет помилок витрачається у {{ $value | humanize }} раза швидше за допустиме',
    description: 'Few callers notice yet. If it continues, the 30-day error budget (docs/slo.md) is exceeded.',
    tried: {
      atMinute: 150,
      needsSlos: true,
      fires: { [report('OK')]: '0+9960x200', [report('INTERNAL')]: '0+40x200' },
      quiet: { [report('OK')]: '0+9995x200', [report('INTERNAL')]: '0+5x200' },
    },
  },
  {
    name: 'NoReports',
    severity: 'page',
    expr:
      'sum by (namespace) (increase(safe_community_reports_taken_total[30m])) == 0 ' +
      'and sum by (namespace) (increase(safe_community_reports_taken_total[30m] offset 1d)) > 0 ' +
      'and sum by (namespace) (increase(safe_community_reports_taken_total[30m] offset 1w)) > 0',
    for: '15m',
    runbook: 'no-reports',
    summary: 'No report for 45 minutes, unlike a day and a week ago',
    summaryUk: 'За 45 хвилин не надійшло жодного звернення; учора й тиждень тому в цей час звернення надходили',
    description:
      'The service may be healthy but unreachable: check the network, DNS, the gateway, and the certificates of callers.',
    tried: {
      atMinute: 10_200,
      everyMinutes: 10,
      fires: { 'safe_community_reports_taken_total{namespace="n"}': '0+5x1012 5060x20' },
      quiet: { 'safe_community_reports_taken_total{namespace="n"}': '0+5x1018 5090x20' },
    },
  },
];
