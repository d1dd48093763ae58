import { SERVICES } from '@safe-community/local-stack';
import type { Alert } from '../rule.ts';

const of = (pod: string): string => `{namespace="n",job="incident-intake",instance="${pod}"}`;
const POOL = '{namespace="n",job="incident-intake",instance="a",db_client_connection_pool_name="incident_intake"}';
const failed = (outcome: string): string =>
  `safe_community_job_runs_total{namespace="n",job="incident-intake",safe_community_job_name="erase-due",safe_community_job_outcome="${outcome}"}`;
const shed =
  'safe_community_rpc_shed_total{namespace="n",job="incident-intake",safe_community_rpc_rule="writes-at-once"}';

/** Availability and capacity of the services. */
export const serviceAlerts: readonly Alert[] = [
  {
    name: 'ServiceAbsent',
    severity: 'page',
    expr: SERVICES.map((job) => `absent(safe_community_service_ready{job="${job}"})`).join(' or '),
    for: '3m',
    runbook: 'not-ready',
    summary: 'No replica of {{ $labels.job }} sends metrics',
    summaryUk: 'Жодна репліка {{ $labels.job }} не передає метрик',
    description: 'All are down, or Prometheus cannot reach their metrics ports.',
    tried: {
      atMinute: 10,
      fires: Object.fromEntries(
        SERVICES.map((job, index) => [
          `safe_community_service_ready{job="${job}"}`,
          index === 0 ? '1x2 stale' : '1x20',
        ]),
      ),
      quiet: Object.fromEntries(SERVICES.map((job) => [`safe_community_service_ready{job="${job}"}`, '0x20'])),
    },
  },
  {
    name: 'ServiceNotReady',
    severity: 'page',
    expr: 'max by (namespace, job) (safe_community_service_ready) == 0',
    for: '2m',
    runbook: 'not-ready',
    summary: 'No replica of {{ $labels.job }} is ready',
    summaryUk: 'Жодна репліка {{ $labels.job }} не готова до роботи',
    description:
      'Calls are rejected with UNAVAILABLE. The last log line that begins with "not ready:" gives the reason.',
    tried: {
      atMinute: 10,
      fires: { [`safe_community_service_ready${of('a')}`]: '0x20', [`safe_community_service_ready${of('b')}`]: '0x20' },
      quiet: { [`safe_community_service_ready${of('a')}`]: '0x20', [`safe_community_service_ready${of('b')}`]: '1x20' },
    },
  },
  {
    name: 'ReplicaNotReady',
    severity: 'ticket',
    expr: 'min by (namespace, job, instance) (safe_community_service_ready) == 0',
    for: '15m',
    runbook: 'not-ready',
    summary: 'A replica of {{ $labels.job }} ({{ $labels.instance }}) has not been ready for 15 minutes',
    summaryUk: 'Репліка {{ $labels.job }} ({{ $labels.instance }}) не готова до роботи вже 15 хвилин',
    description: 'The other replicas answer. It cannot recover without help, or it is far behind.',
    tried: {
      atMinute: 20,
      fires: { [`safe_community_service_ready${of('a')}`]: '0x30' },
      quiet: { [`safe_community_service_ready${of('a')}`]: '0x14 1 0x12' },
    },
  },
  {
    name: 'CallsShed',
    severity: 'ticket',
    expr: 'sum by (namespace, job, safe_community_rpc_rule) (rate(safe_community_rpc_shed_total[5m])) > 1',
    for: '5m',
    runbook: 'overload',
    summary: '{{ $labels.job }} sheds {{ $value | humanize }} calls per second ({{ $labels.safe_community_rpc_rule }})',
    summaryUk:
      '{{ $labels.job }} відхиляє {{ $value | humanize }} викликів за секунду ({{ $labels.safe_community_rpc_rule }})',
    description: 'The load exceeds its capacity, or one caller exceeds its quota. Accepted calls are answered.',
    tried: {
      atMinute: 15,
      fires: { [shed]: '0+61x30' },
      quiet: { [shed]: '0+60x30' },
    },
  },
  {
    name: 'PoolExhausted',
    severity: 'ticket',
    expr:
      'min_over_time(db_client_connection_pending_requests[2m]) > 0 and on (namespace, job, instance, db_client_connection_pool_name) ' +
      'db_client_connection_count{db_client_connection_state="used"} >= on (namespace, job, instance, db_client_connection_pool_name) db_client_connection_max',
    for: '3m',
    runbook: 'overload',
    summary: '{{ $value }} calls wait for a database connection at {{ $labels.job }} ({{ $labels.instance }})',
    summaryUk:
      '{{ $labels.job }} ({{ $labels.instance }}): викликів, що очікують на з’єднання з базою даних: {{ $value }}',
    description: 'All connections stay in use: the database is slow, locks are held, or the load is too high.',
    tried: {
      atMinute: 10,
      fires: {
        [`db_client_connection_pending_requests${POOL}`]: '2x20',
        [`db_client_connection_max${POOL}`]: '10x20',
        [`db_client_connection_count${POOL.replace('}', ',db_client_connection_state="used"}')}`]: '10x20',
      },
      quiet: {
        [`db_client_connection_pending_requests${POOL}`]: '2 0 2 0 2 0 2 0 2 0 2 0 2 0',
        [`db_client_connection_max${POOL}`]: '10x20',
        [`db_client_connection_count${POOL.replace('}', ',db_client_connection_state="used"}')}`]: '10x20',
      },
    },
  },
  {
    name: 'EventLoopDelayed',
    severity: 'ticket',
    expr: 'max by (namespace, job, instance) (nodejs_eventloop_delay_p99_seconds) > 0.2',
    for: '5m',
    runbook: 'overload',
    summary: '{{ $labels.job }} ({{ $labels.instance }}) has an event loop delay of {{ $value | humanizeDuration }}',
    summaryUk: '{{ $labels.job }} ({{ $labels.instance }}) має затримку циклу подій {{ $value | humanizeDuration }}',
    description: 'The process does not get enough processor time, or one task blocks it. Every call waits that long.',
    tried: {
      atMinute: 10,
      fires: { [`nodejs_eventloop_delay_p99_seconds${of('a')}`]: '0.21x20' },
      quiet: { [`nodejs_eventloop_delay_p99_seconds${of('a')}`]: '0.2x20' },
    },
  },
  {
    name: 'MemoryNearLimit',
    severity: 'ticket',
    expr:
      'sum by (namespace, job, instance) (v8js_memory_heap_used_bytes) ' +
      '/ max by (namespace, job, instance) (safe_community_process_heap_limit_bytes) > 0.85',
    for: '10m',
    runbook: 'overload',
    summary: '{{ $labels.job }} ({{ $labels.instance }}) uses {{ $value | humanizePercentage }} of its memory limit',
    summaryUk:
      '{{ $labels.job }} ({{ $labels.instance }}) використовує {{ $value | humanizePercentage }} ліміту пам’яті',
    description: 'At the limit, the process exits and restarts. Nothing is lost, but the cause remains.',
    tried: {
      atMinute: 15,
      fires: {
        [`v8js_memory_heap_used_bytes${of('a')}`]: '86x20',
        [`safe_community_process_heap_limit_bytes${of('a')}`]: '100x20',
      },
      quiet: {
        [`v8js_memory_heap_used_bytes${of('a')}`]: '85x20',
        [`safe_community_process_heap_limit_bytes${of('a')}`]: '100x20',
      },
    },
  },
  {
    name: 'JobFails',
    severity: 'ticket',
    expr:
      'sum by (namespace, job, safe_community_job_name) ' +
      '(increase(safe_community_job_runs_total{safe_community_job_outcome="failed"}[30m])) > 0',
    for: '5m',
    runbook: 'failing-job',
    summary: 'The job {{ $labels.safe_community_job_name }} of {{ $labels.job }} fails because of a bug',
    summaryUk:
      'Завдання {{ $labels.safe_community_job_name }} служби {{ $labels.job }} завершується збоєм через помилку в програмі',
    description: 'It is retried with increasing delays. Overdue work stays overdue.',
    tried: {
      atMinute: 20,
      fires: { [failed('failed')]: '0x5 1x30' },
      quiet: { [failed('failed')]: '0x40', [failed('away')]: '0+1x40', [failed('done')]: '0+1x40' },
    },
  },
  {
    name: 'JobBlocked',
    severity: 'ticket',
    // Items that a failed run took are due again after half an hour, and until then runs find nothing.
    expr:
      'sum by (namespace, job, safe_community_job_name) ' +
      '(increase(safe_community_job_runs_total{safe_community_job_outcome="blocked"}[40m])) > 0',
    for: '1h',
    runbook: 'failing-job',
    summary:
      'The job {{ $labels.safe_community_job_name }} of {{ $labels.job }} waits for what it needs outside the system',
    summaryUk:
      'Завдання {{ $labels.safe_community_job_name }} служби {{ $labels.job }} чекає на те, що потрібно йому ззовні',
    description:
      'For example a store of files that does not answer, or that is set up wrongly. Its log names the reason.',
    tried: {
      atMinute: 120,
      fires: { [failed('blocked')]: '0x5 1x30 2x30 3x30 4x40' },
      quiet: { [failed('blocked')]: '0x5 1x200', [failed('away')]: '0+1x200' },
    },
  },
];
