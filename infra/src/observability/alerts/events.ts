import { LEDGER_AGE_SECONDS } from '@safe-community/load-tests/objectives';
import type { Alert } from '../rule.ts';

const OF_LEDGER = '{namespace="n",job="incident-intake",safe_community_ledger_partition="0"}';
const OF_HEARING = '{namespace="n",job="statistics",safe_community_ledger_producer="incidents"}';
const BY_PRODUCER = 'by (namespace, job, safe_community_ledger_producer)';

/**
 * The path of an event: ledger, broker, consumers. None of these problems loses events, but someone must act on them.
 */
export const eventAlerts: readonly Alert[] = [
  {
    name: 'LedgerHeldUp',
    severity: 'page',
    expr: `max by (namespace, job) (safe_community_ledger_unpublished_age_seconds) > ${LEDGER_AGE_SECONDS}`,
    for: '2m',
    runbook: 'broker-loss',
    summary: 'Events of {{ $labels.job }} have waited for the broker for {{ $value | humanizeDuration }}',
    summaryUk: 'Події {{ $labels.job }} очікують на публікацію вже {{ $value | humanizeDuration }}',
    description:
      'Calls are answered and nothing is lost, but other services do not receive the events: routing and figures do not change.',
    tried: {
      atMinute: 10,
      fires: { [`safe_community_ledger_unpublished_age_seconds${OF_LEDGER}`]: '0x3 61+60x20' },
      quiet: { [`safe_community_ledger_unpublished_age_seconds${OF_LEDGER}`]: '60x20' },
    },
  },
  {
    name: 'EventsSetAside',
    severity: 'ticket',
    expr: 'max by (namespace, job) (safe_community_ledger_set_aside) > 0',
    for: '1m',
    runbook: 'broker-loss',
    summary: 'The broker rejects {{ $value }} events of {{ $labels.job }}',
    summaryUk: 'Брокер відхиляє події {{ $labels.job }}: {{ $value }}',
    description: 'Consumers read them from the ledger. External readers of the broker do not get them.',
    tried: {
      atMinute: 5,
      fires: { [`safe_community_ledger_set_aside${OF_LEDGER}`]: '0 1x10' },
      quiet: { [`safe_community_ledger_set_aside${OF_LEDGER}`]: '0x10' },
    },
  },
  {
    name: 'BrokerDiffers',
    severity: 'ticket',
    expr: `max ${BY_PRODUCER} (safe_community_broker_differences) > 0`,
    for: '15m',
    runbook: 'broker-settings',
    summary: '{{ $value }} settings of the broker are not as configured ({{ $labels.safe_community_ledger_producer }})',
    summaryUk:
      'Кількість налаштувань брокера, що відрізняються від заданих ({{ $labels.safe_community_ledger_producer }}): {{ $value }}',
    description:
      'Nothing is lost, but the broker is less durable or smaller than configured. The log names each setting.',
    tried: {
      atMinute: 20,
      fires: { [`safe_community_broker_differences${OF_HEARING}`]: '1x30' },
      quiet: { [`safe_community_broker_differences${OF_HEARING}`]: '0x5 1x13 0x12' },
    },
  },
  {
    name: 'ConsumerStands',
    severity: 'page',
    expr:
      `max ${BY_PRODUCER} (min_over_time(safe_community_consumer_lag[10m])) > 0 ` +
      `unless sum ${BY_PRODUCER} (increase(safe_community_consumer_delay_seconds_count[10m])) > 0`,
    for: '5m',
    runbook: 'not-ready',
    summary:
      '{{ $labels.job }} applies no events of {{ $labels.safe_community_ledger_producer }}; {{ $value }} are waiting',
    summaryUk:
      '{{ $labels.job }} не застосовує події {{ $labels.safe_community_ledger_producer }}; у черзі {{ $value }}',
    description:
      'It halted, or it cannot read the events that the stream lacks. Its figures or routing are out of date.',
    tried: {
      atMinute: 30,
      fires: {
        [`safe_community_consumer_lag${OF_HEARING}`]: '0x5 7x40',
        [`safe_community_consumer_delay_seconds_count${OF_HEARING}`]: '0+10x5 50x40',
      },
      quiet: {
        [`safe_community_consumer_lag${OF_HEARING}`]: '0x5 7x40',
        [`safe_community_consumer_delay_seconds_count${OF_HEARING}`]: '0+10x45',
      },
    },
  },
  {
    name: 'ConsumerFarBehind',
    severity: 'ticket',
    expr: `max ${BY_PRODUCER} (safe_community_consumer_lag) > 5000`,
    for: '10m',
    runbook: 'not-ready',
    summary: '{{ $labels.job }} is {{ $value }} events of {{ $labels.safe_community_ledger_producer }} behind',
    summaryUk: '{{ $labels.job }} відстає від {{ $labels.safe_community_ledger_producer }} на {{ $value }} подій',
    description:
      'It applies events more slowly than they arrive. At 10,000, a service that needs fresh data is not ready.',
    tried: {
      atMinute: 15,
      fires: { [`safe_community_consumer_lag${OF_HEARING}`]: '5001x20' },
      quiet: { [`safe_community_consumer_lag${OF_HEARING}`]: '5000x20' },
    },
  },
  {
    name: 'DeadLetters',
    severity: 'ticket',
    expr: `max ${BY_PRODUCER} (safe_community_consumer_dead_letters) > 0`,
    for: '1m',
    runbook: 'dead-letters',
    summary:
      '{{ $labels.job }} could not apply {{ $value }} events of {{ $labels.safe_community_ledger_producer }}; an operator must decide',
    summaryUk:
      '{{ $labels.job }} не може застосувати події {{ $labels.safe_community_ledger_producer }}: {{ $value }}; потрібне рішення оператора',
    description: 'Other events continue. Their effects are missing until they are redriven or discarded.',
    tried: {
      atMinute: 5,
      fires: { [`safe_community_consumer_dead_letters${OF_HEARING}`]: '0 1x10' },
      quiet: { [`safe_community_consumer_dead_letters${OF_HEARING}`]: '0x10' },
    },
  },
  {
    name: 'ReconcileFailed',
    severity: 'page',
    expr: 'max by (namespace, job_name) (kube_job_status_failed{job_name=~"reconcile-.+"}) > 0',
    for: '1m',
    runbook: 'reconcile',
    summary: 'The nightly comparison of all ledgers found something that is not accounted for',
    summaryUk: 'Нічна звірка всіх журналів виявила розбіжності',
    description:
      'The last lines of the job name what is missing. The ledgers are authoritative; --repair rebuilds the rest.',
    tried: {
      atMinute: 5,
      fires: { 'kube_job_status_failed{namespace="n",job_name="reconcile-29012345"}': '0 1x10' },
      quiet: {
        'kube_job_status_failed{namespace="n",job_name="reconcile-29012345"}': '0x10',
        'kube_job_status_failed{namespace="n",job_name="other-29012345"}': '1x10',
      },
    },
  },
  {
    name: 'NotReconciled',
    severity: 'ticket',
    expr: 'time() - max by (namespace) (kube_cronjob_status_last_successful_time{cronjob="reconcile"}) > 36 * 3600',
    for: '10m',
    runbook: 'reconcile',
    summary: 'The ledgers have not been reconciled for {{ $value | humanizeDuration }}',
    summaryUk: 'Звірка журналів не виконувалася вже {{ $value | humanizeDuration }}',
    description: 'The nightly job did not run or failed. Nothing else proves that no event is lost.',
    tried: {
      atMinute: 2_200,
      everyMinutes: 10,
      fires: { 'kube_cronjob_status_last_successful_time{namespace="n",cronjob="reconcile"}': '0x230' },
      quiet: { 'kube_cronjob_status_last_successful_time{namespace="n",cronjob="reconcile"}': '3600x230' },
    },
  },
];
