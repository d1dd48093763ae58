import type { Dashboard } from './dashboard.ts';
import { memoryPanel } from './memory-panel.ts';

const OF = 'namespace="$namespace",job="$job"';
const CALLS = 'rpc_server_call_duration_seconds';
const FAULTS = 'UNAVAILABLE|INTERNAL|UNKNOWN|DATA_LOSS|RESOURCE_EXHAUSTED|DEADLINE_EXCEEDED';

const quantile = (share: number, histogram: string, by: string): string =>
  `histogram_quantile(${share}, sum by (${['le', by].filter((one) => one !== '').join(', ')}) (rate(${histogram}_bucket{${OF}}[$__rate_interval])))`;

/** For operators: the calls and resources of one service. */
export const service: Dashboard = {
  uid: 'safe-community-service',
  title: { uk: 'Служба', en: 'Service' },
  description: 'Виклики однієї служби та її ресурси. Calls and resources of one service.',
  isOfAService: true,
  panels: [
    {
      title: { uk: 'Готові репліки', en: 'Ready replicas' },
      kind: 'number',
      unit: 'short',
      queries: [{ expr: `sum(safe_community_service_ready{${OF}})`, legend: '' }],
    },
    {
      title: { uk: 'Викликів за секунду', en: 'Calls per second' },
      kind: 'number',
      unit: 'reqps',
      queries: [{ expr: `sum(rate(${CALLS}_count{${OF}}[$__rate_interval]))`, legend: '' }],
    },
    {
      title: { uk: 'Частка збоїв', en: 'Error ratio' },
      kind: 'number',
      unit: 'percentunit',
      redFrom: 0.001,
      queries: [
        {
          expr:
            `(sum(rate(${CALLS}_count{${OF},rpc_response_status_code=~"${FAULTS}"}[$__rate_interval])) or vector(0)) ` +
            `/ sum(rate(${CALLS}_count{${OF}}[$__rate_interval]))`,
          legend: '',
        },
      ],
    },
    {
      title: { uk: 'Відхилено на вході за секунду', en: 'Rejected at admission per second' },
      kind: 'number',
      unit: 'reqps',
      redFrom: 1,
      queries: [{ expr: `sum(rate(safe_community_rpc_shed_total{${OF}}[$__rate_interval])) or vector(0)`, legend: '' }],
    },
    {
      title: { uk: 'Виклики за методом', en: 'Calls by method' },
      kind: 'graph',
      unit: 'reqps',
      queries: [
        { expr: `sum by (rpc_method) (rate(${CALLS}_count{${OF}}[$__rate_interval]))`, legend: '{{ rpc_method }}' },
      ],
    },
    {
      title: { uk: 'Помилки за методом і кодом', en: 'Errors by method and code' },
      kind: 'graph',
      unit: 'reqps',
      queries: [
        {
          expr: `sum by (rpc_method, rpc_response_status_code) (rate(${CALLS}_count{${OF},rpc_response_status_code!="OK"}[$__rate_interval]))`,
          legend: '{{ rpc_response_status_code }} {{ rpc_method }}',
        },
      ],
    },
    {
      title: { uk: 'Тривалість викликів, 99-й процентиль', en: 'Latency, 99th percentile' },
      kind: 'graph',
      unit: 's',
      hasExemplars: true,
      queries: [{ expr: quantile(0.99, CALLS, 'rpc_method'), legend: '{{ rpc_method }}' }],
    },
    {
      title: { uk: 'Тривалість викликів, медіана', en: 'Latency, median' },
      kind: 'graph',
      unit: 's',
      queries: [{ expr: quantile(0.5, CALLS, 'rpc_method'), legend: '{{ rpc_method }}' }],
    },
    {
      title: { uk: 'З’єднання з базою даних', en: 'Database connections' },
      kind: 'graph',
      unit: 'short',
      queries: [
        {
          expr: `sum by (instance, db_client_connection_state) (db_client_connection_count{${OF}})`,
          legend: '{{ db_client_connection_state }} {{ instance }}',
        },
        { expr: `sum by (instance) (db_client_connection_pending_requests{${OF}})`, legend: 'waiting {{ instance }}' },
        { expr: `max(db_client_connection_max{${OF}})`, legend: 'most' },
      ],
    },
    {
      title: { uk: 'Очікування з’єднання, 99-й процентиль', en: 'Wait for a connection, 99th percentile' },
      kind: 'graph',
      unit: 's',
      queries: [{ expr: quantile(0.99, 'db_client_connection_wait_time_seconds', ''), legend: 'p99' }],
    },
    {
      title: { uk: 'Операцій запису в одній транзакції', en: 'Writes per transaction' },
      kind: 'graph',
      unit: 'short',
      queries: [
        { expr: quantile(0.5, 'safe_community_group_commit_size', ''), legend: 'p50' },
        { expr: quantile(0.99, 'safe_community_group_commit_size', ''), legend: 'p99' },
      ],
    },
    {
      title: { uk: 'Тривалість транзакції', en: 'Transaction duration' },
      kind: 'graph',
      unit: 's',
      queries: [
        { expr: quantile(0.5, 'safe_community_group_commit_duration_seconds', ''), legend: 'p50' },
        { expr: quantile(0.99, 'safe_community_group_commit_duration_seconds', ''), legend: 'p99' },
      ],
    },
    {
      title: { uk: 'Затримка циклу подій', en: 'Event loop delay' },
      kind: 'graph',
      unit: 's',
      redFrom: 0.2,
      queries: [
        { expr: `nodejs_eventloop_delay_p99_seconds{${OF}}`, legend: 'p99 {{ instance }}' },
        { expr: `nodejs_eventloop_delay_max_seconds{${OF}}`, legend: 'max {{ instance }}' },
      ],
    },
    {
      title: { uk: 'Використання процесора', en: 'Processor usage' },
      kind: 'graph',
      unit: 'percentunit',
      queries: [
        { expr: `nodejs_eventloop_utilization_ratio{${OF}}`, legend: 'event loop {{ instance }}' },
        {
          expr: `sum by (instance) (rate(process_cpu_time_seconds_total{${OF}}[$__rate_interval]))`,
          legend: 'process {{ instance }}',
        },
        {
          expr: `sum by (instance) (rate(v8js_gc_duration_seconds_sum{${OF}}[$__rate_interval]))`,
          legend: 'garbage collection {{ instance }}',
        },
      ],
    },
    memoryPanel(OF),
    {
      title: { uk: 'Періодичні завдання', en: 'Periodic jobs' },
      kind: 'graph',
      unit: 'short',
      queries: [
        {
          expr: `sum by (safe_community_job_name, safe_community_job_outcome) (increase(safe_community_job_runs_total{${OF},safe_community_job_outcome!="done"}[5m]))`,
          legend: '{{ safe_community_job_outcome }} {{ safe_community_job_name }}',
        },
      ],
    },
  ],
};
