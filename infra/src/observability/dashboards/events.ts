import { LEDGER_AGE_SECONDS } from '@safe-community/load-tests/objectives';
import type { Dashboard } from './dashboard.ts';

const OF = 'namespace="$namespace"';
const BY = 'by (job, safe_community_ledger_producer)';
const HEARD = '{{ job }} ← {{ safe_community_ledger_producer }}';
const DELAYS = `safe_community_consumer_delay_seconds_bucket{${OF}}`;

/** For whoever looks after events: from the ledgers over the broker to those who hear them. */
export const events: Dashboard = {
  uid: 'safe-community-events',
  title: { uk: 'Події', en: 'Events' },
  description: 'Шлях подій: журнали, брокер, споживачі. The way of events: ledgers, broker, consumers.',
  isOfAService: false,
  panels: [
    {
      title: { uk: 'Найстаріша неопублікована подія', en: 'Oldest event not published' },
      kind: 'number',
      unit: 's',
      redFrom: LEDGER_AGE_SECONDS,
      queries: [{ expr: `max(safe_community_ledger_unpublished_age_seconds{${OF}})`, legend: '' }],
    },
    {
      title: { uk: 'Найбільше відставання', en: 'Furthest behind' },
      kind: 'number',
      unit: 'short',
      redFrom: 5_000,
      queries: [{ expr: `max(safe_community_consumer_lag{${OF}})`, legend: '' }],
    },
    {
      title: { uk: 'Чекають на рішення', en: 'Dead letters' },
      kind: 'number',
      unit: 'short',
      redFrom: 1,
      queries: [{ expr: `sum(max ${BY} (safe_community_consumer_dead_letters{${OF}}))`, legend: '' }],
    },
    {
      title: { uk: 'Не прийняті брокером', en: 'Not taken by the broker' },
      kind: 'number',
      unit: 'short',
      redFrom: 1,
      queries: [{ expr: `sum(max by (job) (safe_community_ledger_set_aside{${OF}}))`, legend: '' }],
    },
    {
      title: { uk: 'Чекають на брокера', en: 'Waiting for the broker' },
      kind: 'graph',
      unit: 'short',
      queries: [{ expr: `max by (job) (safe_community_ledger_unpublished{${OF}})`, legend: '{{ job }}' }],
    },
    {
      title: { uk: 'Вік найстарішої', en: 'Age of the oldest' },
      kind: 'graph',
      unit: 's',
      redFrom: LEDGER_AGE_SECONDS,
      queries: [{ expr: `max by (job) (safe_community_ledger_unpublished_age_seconds{${OF}})`, legend: '{{ job }}' }],
    },
    {
      title: { uk: 'Відставання споживачів', en: 'Behind' },
      kind: 'graph',
      unit: 'short',
      queries: [{ expr: `max ${BY} (safe_community_consumer_lag{${OF}})`, legend: HEARD }],
    },
    {
      title: { uk: 'Застосовано подій за секунду', en: 'Events applied a second' },
      kind: 'graph',
      unit: 'ops',
      queries: [
        {
          expr: `sum ${BY} (rate(safe_community_consumer_delay_seconds_count{${OF}}[$__rate_interval]))`,
          legend: HEARD,
        },
      ],
    },
    {
      title: { uk: 'Від запису до застосування: 99 зі 100', en: 'From commit to effect: 99 of 100' },
      kind: 'graph',
      unit: 's',
      hasExemplars: true,
      queries: [
        {
          expr: `histogram_quantile(0.99, sum by (le, job, safe_community_ledger_producer) (rate(${DELAYS}[$__rate_interval])))`,
          legend: HEARD,
        },
      ],
    },
    {
      title: { uk: 'Чекають на рішення, за споживачем', en: 'Dead letters by consumer' },
      kind: 'graph',
      unit: 'short',
      redFrom: 1,
      queries: [{ expr: `max ${BY} (safe_community_consumer_dead_letters{${OF}})`, legend: HEARD }],
    },
    {
      title: { uk: 'Брокер налаштовано не так', en: 'Broker not as configured' },
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
      title: { uk: 'Відкладено брокером', en: 'Set aside' },
      kind: 'graph',
      unit: 'short',
      redFrom: 1,
      queries: [{ expr: `max by (job) (safe_community_ledger_set_aside{${OF}})`, legend: '{{ job }}' }],
    },
  ],
};
