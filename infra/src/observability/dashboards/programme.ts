import { OBJECTIVES } from '@safe-community/load-tests/objectives';
import { burnRate } from '../slo.ts';
import type { Dashboard } from './dashboard.ts';

const OF = 'namespace="$namespace"';
const TAKEN = `safe_community_reports_taken_total{${OF}`;
const CALLS = 'rpc_server_call_duration_seconds';
const REPORTING = `${OF},rpc_method="${OBJECTIVES.ReportIncident.rpc}"`;
const LOOKUPS = `${OF},rpc_method="${OBJECTIVES.FindResponsibleOfficer.rpc}"`;

/** For officials: whether the system does what it is for. Figures of incidents are those of statistics, not these. */
export const programme: Dashboard = {
  uid: 'safe-community-programme',
  title: { uk: 'Безпечна громада', en: 'Safe Community' },
  description:
    'Чи робить система те, для чого вона є. Офіційні цифри — у статистиці: тут немає ні категорій, ні громад. ' +
    'Whether the system does what it is for. Official figures are those of statistics: here are neither categories nor communities.',
  isOfAService: false,
  panels: [
    {
      title: { uk: 'Повідомлень за добу', en: 'Reports within a day' },
      kind: 'number',
      unit: 'short',
      queries: [{ expr: `sum(increase(${TAKEN},safe_community_report_channel="call"}[24h]))`, legend: '' }],
    },
    {
      title: { uk: 'З них одразу до офіцера громади', en: 'Of these at once to an officer' },
      kind: 'number',
      unit: 'percentunit',
      queries: [
        {
          expr:
            `sum(increase(${TAKEN},safe_community_report_channel="call",safe_community_report_routing="officer"}[24h])) ` +
            `/ sum(increase(${TAKEN},safe_community_report_channel="call"}[24h]))`,
          legend: '',
        },
      ],
    },
    {
      title: { uk: 'Передано вище за добу: строк минув', en: 'Escalated within a day: time had passed' },
      kind: 'number',
      unit: 'short',
      queries: [
        { expr: `sum(increase(safe_community_incidents_escalated_total{${OF}}[24h])) or vector(0)`, legend: '' },
      ],
    },
    {
      title: { uk: 'Служб, що працюють, з чотирьох', en: 'Services that work, of four' },
      kind: 'number',
      unit: 'short',
      queries: [{ expr: `count(max by (job) (safe_community_service_ready{${OF}}) == 1) or vector(0)`, legend: '' }],
    },
    {
      title: { uk: 'Повідомлень за годину', en: 'Reports an hour' },
      kind: 'graph',
      unit: 'short',
      queries: [
        {
          expr: `sum by (safe_community_report_routing) (increase(${TAKEN},safe_community_report_channel="call"}[1h]))`,
          legend: '{{ safe_community_report_routing }}',
        },
      ],
    },
    {
      title: { uk: 'Завантажено з інших систем за годину', en: 'Imported from other systems an hour' },
      kind: 'graph',
      unit: 'short',
      queries: [{ expr: `sum(increase(${TAKEN},safe_community_report_channel="import"}[1h]))`, legend: 'import' }],
    },
    {
      title: { uk: 'Передано вище за годину, за тим, чого не дочекалися', en: 'Escalated an hour, by what was missed' },
      kind: 'graph',
      unit: 'short',
      queries: [
        {
          expr: `sum by (safe_community_escalation_missed) (increase(safe_community_incidents_escalated_total{${OF}}[1h]))`,
          legend: '{{ safe_community_escalation_missed }}',
        },
      ],
    },
    {
      title: { uk: 'Запитів «хто відповідає» за хвилину', en: 'Questions who answers for a place, a minute' },
      kind: 'graph',
      unit: 'short',
      queries: [
        { expr: `60 * sum(rate(${CALLS}_count{${LOOKUPS}}[$__rate_interval]))`, legend: 'FindResponsibleOfficer' },
      ],
    },
    {
      title: { uk: 'Як швидко приймаються повідомлення: 99 зі 100', en: 'How fast reports are taken: 99 of 100' },
      kind: 'graph',
      unit: 's',
      redFrom: OBJECTIVES.ReportIncident.p99Ms / 1_000,
      queries: [
        {
          expr: `histogram_quantile(0.99, sum by (le) (rate(${CALLS}_bucket{${REPORTING},rpc_response_status_code="OK"}[$__rate_interval])))`,
          legend: 'p99',
        },
      ],
    },
    {
      title: { uk: 'Як швидко подія доходить до статистики: 99 зі 100', en: 'How soon statistics knows: 99 of 100' },
      kind: 'graph',
      unit: 's',
      queries: [
        {
          expr: `histogram_quantile(0.99, sum by (le) (rate(safe_community_consumer_delay_seconds_bucket{${OF},job="statistics"}[$__rate_interval])))`,
          legend: 'p99',
        },
      ],
    },
    {
      title: { uk: 'Обіцянки: понад 1 — буде порушено', en: 'Promises: above 1 they are going to be broken' },
      kind: 'graph',
      unit: 'short',
      width: 24,
      redFrom: 1,
      queries: [{ expr: `${burnRate('3d')}{${OF}}`, legend: '{{ slo }}' }],
    },
  ],
};
