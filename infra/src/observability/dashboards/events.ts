import { LEDGER_AGE_SECONDS } from '@safe-community/load-tests/objectives';
import type { Dashboard } from './dashboard.ts';

const OF = 'namespace="$namespace"';
const BY = 'by (job, safe_community_ledger_producer)';
const CONSUMER = '{{ job }} ← {{ safe_community_ledger_producer }}';
const DELAYS = `safe_community_consumer_delay_seconds_bucket{${OF}}`;

/** The path of events, for operators: ledgers, broker, consumers. */
export const events: Dashboard = {
  uid: 'safe-community-events',
  title: { uk: 'Події', en: 'Events' },
  description: 'Шлях подій: журнали, брокер, споживачі. The path of events: ledgers, broker, consumers.',
  isOfAService: false,
  panels: [
    {
      title: { uk: 'Найстаріша неопублікована подія', en: 'Oldest unpublished event' },
      kind: 'number',
      unit: 's',
      redFrom: LEDGER_AGE_SECONDS,
      queries: [{ expr: `max(safe_community_ledger_unpublished_age_seconds{${OF}})`, legend: '' }],
    },
    {
      title: { uk: 'Найбільше відставання', en: 'Largest lag' },
      kind: 'number',
      unit: 'short',
      redFrom: 5_000,
      queries: [{ expr: `max(safe_community_consumer_lag{${OF}})`, legend: '' }],
    },
    {
      title: { uk: 'Події, що потребують рішення', en: 'Dead letters' },
      kind: 'number',
      unit: 'short',
      redFrom: 1,
      queries: [{ expr: `sum(max ${BY} (safe_community_consumer_dead_letters{${OF}}))`, legend: '' }],
    },
    {
      title: { uk: 'Відхилено брокером', en: 'Rejected by the broker' },
      kind: 'number',
      unit: 'short',
      redFrom: 1,
      queries: [{ expr: `sum(max by (job) (safe_community_ledger_set_aside{${OF}}))`, legend: '' }],
    },
    {
      title: { uk: 'Очікують на публікацію', en: 'Waiting for the broker' },
      kind: 'graph',
      unit: 'short',
      queries: [{ expr: `max by (job) (safe_community_ledger_unpublished{${OF}})`, legend: '{{ job }}' }],
    },
    {
      title: { uk: 'Вік найстарішої неопублікованої події', en: 'Age of the oldest unpublished event' },
      kind: 'graph',
      unit: 's',
      redFrom: LEDGER_AGE_SECONDS,
      queries: [{ expr: `max by (job) (safe_community_ledger_unpublished_age_seconds{${OF}})`, legend: '{{ job }}' }],
    },
    {
      title: { uk: 'Відставання споживачів', en: 'Consumer lag' },
      kind: 'graph',
      unit: 'short',
      queries: [{ expr: `max ${BY} (safe_community_consumer_lag{${OF}})`, legend: CONSUMER }],
    },
    {
      title: { uk: 'Застосовано подій за секунду', en: 'Events applied per second' },
      kind: 'graph',
      unit: 'ops',
      queries: [
        {
          expr: `sum ${BY} (rate(safe_community_consumer_delay_seconds_count{${OF}}[$__rate_interval]))`,
          legend: CONSUMER,
        },
      ],
    },
    {
      title: { uk: 'Від запису до застосування, 99-й процентиль', en: 'From commit to effect, 99th percentile' },
      kind: 'graph',
      unit: 's',
      hasExemplars: true,
      queries: [
        {
          expr: `histogram_quantile(0.99, sum by (le, job, safe_community_ledger_producer) (rate(${DELAYS}[$__rate_interval])))`,
          legend: CONSUMER,
        },
      ],
    },
    {
      title: { uk: 'Події, що потребують рішення, за споживачем', en: 'Dead letters by consumer' },
      kind: 'graph',
      unit: 'short',
      redFrom: 1,
      queries: [{ expr: `max ${BY} (safe_community_consumer_dead_letters{${OF}})`, legend: CONSUMER }],
    },
    {
      title: { uk: 'Відхилення в налаштуваннях брокера', en: 'Broker configuration drift' },
      kind: 'graph',
      unit: 'short',
      redFrom: 1,
      queries: [
        {
          expr: `max by (safe_community_ledger_producer) (safe_community_broker_differences{${OF}})`,
          legend: '{{ safe_community_ledger_producer }}',
        },
      ],
    },
    {
      title: { uk: 'Відхилено брокером, за службою', en: 'Rejected by the broker, by service' },
      kind: 'graph',
      unit: 'short',
      redFrom: 1,
      queries: [{ expr: `max by (job) (safe_community_ledger_set_aside{${OF}})`, legend: '{{ job }}' }],
    },
  ],
};
