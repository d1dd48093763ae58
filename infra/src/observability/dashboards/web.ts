import { WEB_OBJECTIVES } from '@safe-community/load-tests/objectives';
import type { Dashboard } from './dashboard.ts';
import { memoryPanel } from './memory-panel.ts';

const OF = 'namespace="$namespace",job="gateway"';
const REQUESTS = 'http_server_request_duration_seconds';
const ANSWERS = 'safe_community_http_answers_total';
const CALLS = 'rpc_client_call_duration_seconds';

const rate = (series: string, more = ''): string => `rate(${series}{${OF}${more}}[$__rate_interval])`;
const quantile = (share: number, histogram: string, by: string, more = ''): string =>
  `histogram_quantile(${share}, sum by (le, ${by}) (${rate(`${histogram}_bucket`, more)}))`;

/** For operators: the public pages, and what they read from the services. */
export const web: Dashboard = {
  uid: 'safe-community-web',
  title: { uk: 'Громадські сторінки', en: 'Public web' },
  description:
    'Запити до сторінок і відкритих даних, виклики служб за ними. Requests for pages and open data, and the calls behind them.',
  isOfAService: false,
  panels: [
    {
      title: { uk: 'Готові репліки', en: 'Ready replicas' },
      kind: 'number',
      unit: 'short',
      queries: [{ expr: `sum(safe_community_service_ready{${OF}})`, legend: '' }],
    },
    {
      title: { uk: 'Запитів за секунду', en: 'Requests per second' },
      kind: 'number',
      unit: 'reqps',
      queries: [{ expr: `sum(${rate(`${REQUESTS}_count`)})`, legend: '' }],
    },
    {
      title: { uk: 'Частка збоїв', en: 'Error ratio' },
      kind: 'number',
      unit: 'percentunit',
      redFrom: 0.001,
      queries: [
        {
          expr:
            `(sum(${rate(`${REQUESTS}_count`, ',http_response_status_code=~"5.."')}) or vector(0)) ` +
            `/ sum(${rate(`${REQUESTS}_count`)})`,
          legend: '',
        },
      ],
    },
    {
      title: { uk: 'Частка відхилених за частотою', en: 'Share of limited requests' },
      kind: 'number',
      unit: 'percentunit',
      redFrom: 0.05,
      queries: [
        {
          expr: `(sum(${rate('safe_community_http_limited_total')}) or vector(0)) / sum(${rate(`${REQUESTS}_count`)})`,
          legend: '',
        },
      ],
    },
    {
      title: { uk: 'Запити за маршрутом', en: 'Requests by route' },
      kind: 'graph',
      unit: 'reqps',
      queries: [
        {
          expr: `sum by (http_request_method, http_route) (${rate(`${REQUESTS}_count`)})`,
          legend: '{{ http_request_method }} {{ http_route }}',
        },
      ],
    },
    {
      title: { uk: 'Запити за кодом відповіді', en: 'Requests by status' },
      kind: 'graph',
      unit: 'reqps',
      queries: [
        {
          expr: `sum by (http_response_status_code) (${rate(`${REQUESTS}_count`)})`,
          legend: '{{ http_response_status_code }}',
        },
      ],
    },
    {
      title: { uk: 'Тривалість, 99-й процентиль', en: 'Latency, 99th percentile' },
      kind: 'graph',
      unit: 's',
      redFrom: WEB_OBJECTIVES.pages.p99Ms / 1_000,
      hasExemplars: true,
      queries: [{ expr: quantile(0.99, REQUESTS, 'http_route'), legend: '{{ http_route }}' }],
    },
    {
      title: { uk: 'Тривалість, медіана', en: 'Latency, median' },
      kind: 'graph',
      unit: 's',
      queries: [{ expr: quantile(0.5, REQUESTS, 'http_route'), legend: '{{ http_route }}' }],
    },
    {
      title: { uk: 'Звідки відповіді на сторінках', en: 'Source of the answers on pages' },
      kind: 'graph',
      unit: 'ops',
      queries: [
        {
          expr: `sum by (safe_community_answer_source) (${rate(ANSWERS)})`,
          legend: '{{ safe_community_answer_source }}',
        },
      ],
    },
    {
      title: { uk: 'Невдалі виклики служб', en: 'Failed calls of services' },
      kind: 'graph',
      unit: 'reqps',
      queries: [
        {
          expr: `sum by (rpc_method, rpc_response_status_code) (${rate(`${CALLS}_count`, ',rpc_response_status_code!="OK"')})`,
          legend: '{{ rpc_response_status_code }} {{ rpc_method }}',
        },
      ],
    },
    {
      title: { uk: 'Виклики служб, 99-й процентиль', en: 'Calls of services, 99th percentile' },
      kind: 'graph',
      unit: 's',
      queries: [{ expr: quantile(0.99, CALLS, 'rpc_method'), legend: '{{ rpc_method }}' }],
    },
    {
      title: { uk: 'З’єднання', en: 'Connections' },
      kind: 'graph',
      unit: 'short',
      queries: [
        { expr: `sum by (instance) (safe_community_http_connections{${OF}})`, legend: 'open {{ instance }}' },
        { expr: `sum(increase(safe_community_http_connections_refused_total{${OF}}[1m]))`, legend: 'closed, too many' },
      ],
    },
    {
      title: { uk: 'Надіслані форми', en: 'Forms sent' },
      kind: 'graph',
      unit: 'reqps',
      queries: [
        {
          expr: `sum by (http_route, http_response_status_code) (${rate(`${REQUESTS}_count`, ',http_request_method="POST"')})`,
          legend: '{{ http_response_status_code }} {{ http_route }}',
        },
      ],
    },
    memoryPanel(OF),
  ],
};
