import { OBJECTIVES } from '@safe-community/load-tests/objectives';
import { burnRate } from '../slo.ts';
import type { Dashboard } from './dashboard.ts';

const OF = 'namespace="$namespace"';
const TAKEN = `safe_community_reports_taken_total{${OF}`;
const CALLS = 'rpc_server_call_duration_seconds';
const REPORTING = `${OF},rpc_method="${OBJECTIVES.ReportIncident.rpc}"`;
const LOOKUPS = `${OF},rpc_method="${OBJECTIVES.FindResponsibleOfficer.rpc}"`;

/** For officials: whether the system fulfils its purpose. For figures of incidents, see the service statistics. */
export const programme: Dashboard = {
  uid: 'safe-community-programme',
  title: { uk: 'Безпечна громада', en: 'Safe Community' },
  description:
    'Чи виконує система своє призначення. Офіційні показники надає служба статистики: за категоріями та громадами тут не поділено. ' +
    'Whether the system fulfils its purpose. Official figures come from the service statistics: these are not split by category or hromada.',
  isOfAService: false,
  panels: [
    {
      title: { uk: 'Звернень за добу', en: 'Reports in 24 hours' },
      kind: 'number',
      unit: 'short',
      queries: [{ expr: `sum(increase(${TAKEN},safe_community_report_channel="call"}[24h]))`, legend: '' }],
    },
    {
      title: { uk: 'З них одразу передано офіцерові громади', en: 'Of these routed to an officer at once' },
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
      title: { uk: 'Ескальовано за добу: строк реагування минув', en: 'Escalated in 24 hours: deadline missed' },
      kind: 'number',
      unit: 'short',
      queries: [
        { expr: `sum(increase(safe_community_incidents_escalated_total{${OF}}[24h])) or vector(0)`, legend: '' },
      ],
    },
    {
      title: { uk: 'Працює служб (із чотирьох)', en: 'Services ready, of four' },
      kind: 'number',
      unit: 'short',
      queries: [
        {
          expr: `count(max by (job) (safe_community_service_ready{${OF},job!="gateway"}) == 1) or vector(0)`,
          legend: '',
        },
      ],
    },
    {
      title: { uk: 'Звернень за годину', en: 'Reports per hour' },
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
      title: { uk: 'Імпортовано з інших систем за годину', en: 'Imported from other systems per hour' },
      kind: 'graph',
      unit: 'short',
      queries: [{ expr: `sum(increase(${TAKEN},safe_community_report_channel="import"}[1h]))`, legend: 'import' }],
    },
    {
      title: { uk: 'Ескальовано за годину, за пропущеним кроком', en: 'Escalated per hour, by missed step' },
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
      title: {
        uk: 'Запитів про відповідального офіцера за хвилину',
        en: 'Lookups of the responsible officer per minute',
      },
      kind: 'graph',
      unit: 'short',
      queries: [
        { expr: `60 * sum(rate(${CALLS}_count{${LOOKUPS}}[$__rate_interval]))`, legend: 'FindResponsibleOfficer' },
      ],
    },
    {
      title: { uk: 'Час прийняття звернення, 99-й процентиль', en: 'Time to accept a report, 99th percentile' },
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
      title: {
        uk: 'Затримка події до статистики, 99-й процентиль',
        en: 'Delay of events to statistics, 99th percentile',
      },
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
      title: {
        uk: 'Цільові рівні обслуговування: понад 1 – ціль буде порушено',
        en: 'SLO burn rate: above 1, the SLO will be missed',
      },
      kind: 'graph',
      unit: 'short',
      width: 24,
      redFrom: 1,
      queries: [{ expr: `${burnRate('3d')}{${OF}}`, legend: '{{ slo }}' }],
    },
  ],
};
