import type { Alert } from '../rule.ts';

const REQUESTS = 'http_server_request_duration_seconds';
const OF = 'namespace="n",job="gateway",instance="a"';
const DAY = 86_400;

const requests = (method: string, code: string): string =>
  `${REQUESTS}_count{${OF},http_request_method="${method}",http_route="/scorecard",http_response_status_code="${code}"}`;
const within = (bound: string): string =>
  `${REQUESTS}_bucket{${OF},http_request_method="GET",http_route="/scorecard",http_response_status_code="200",le="${bound}"}`;
const answers = (source: string): string =>
  `safe_community_http_answers_total{${OF},safe_community_answer_source="${source}"}`;
const calls = (code: string): string =>
  `rpc_client_call_duration_seconds_count{${OF},rpc_method="safecommunity.statistics.v1.StatisticsService/GetScorecard",rpc_response_status_code="${code}"}`;

const sum = (series: string, window: string): string => `sum by (namespace) (rate(${series}[${window}]))`;
/** The share of one rate in another, 0 if there is none of the first yet. */
const share = (part: string, all: string): string => `(${part} or 0 * ${all}) / ${all}`;

/** The public web. */
export const webAlerts: readonly Alert[] = [
  {
    name: 'PagesAbsent',
    severity: 'page',
    expr: 'absent(safe_community_service_ready{job="gateway"})',
    for: '3m',
    runbook: 'pages-down',
    summary: 'No replica of the gateway sends metrics: the public pages are probably down',
    summaryUk: 'Жодна репліка шлюзу не передає метрик: громадські сторінки, ймовірно, недоступні',
    description:
      'All replicas are down, or Prometheus cannot reach their metrics ports. Services and other callers work.',
    tried: {
      atMinute: 10,
      fires: { 'safe_community_service_ready{job="gateway"}': '1x2 stale' },
      quiet: { 'safe_community_service_ready{job="gateway"}': '1x20' },
    },
  },
  {
    name: 'PagesFail',
    severity: 'page',
    expr: `${share(sum(`${REQUESTS}_count{http_response_status_code=~"5.."}`, '5m'), sum(`${REQUESTS}_count`, '5m'))} > 0.1`,
    for: '5m',
    runbook: 'pages-down',
    summary: '{{ $value | humanizePercentage }} of the requests for public pages fail',
    summaryUk: '{{ $value | humanizePercentage }} запитів до громадських сторінок завершуються збоєм',
    description:
      'Visitors see the numbers to phone instead of the page. Most often a service behind the pages is away.',
    tried: {
      atMinute: 15,
      fires: { [requests('GET', '200')]: '0+890x30', [requests('GET', '503')]: '0+110x30' },
      quiet: { [requests('GET', '200')]: '0+900x30', [requests('GET', '503')]: '0+100x30' },
    },
  },
  {
    name: 'PagesSlow',
    severity: 'ticket',
    expr: `histogram_quantile(0.99, sum by (namespace, le) (rate(${REQUESTS}_bucket{http_request_method="GET"}[10m]))) > 0.5`,
    for: '10m',
    runbook: 'pages-slow',
    summary: 'One of a hundred public pages takes longer than {{ $value | humanizeDuration }}',
    summaryUk: 'Одна зі ста громадських сторінок готується довше ніж {{ $value | humanizeDuration }}',
    description: 'The budget is 20 ms from memory and 150 ms with a call of a service. The network comes on top.',
    tried: {
      atMinute: 30,
      fires: { [within('0.5')]: '0+980x40', [within('1')]: '0+1000x40', [within('+Inf')]: '0+1000x40' },
      quiet: { [within('0.5')]: '0+990x40', [within('1')]: '0+1000x40', [within('+Inf')]: '0+1000x40' },
    },
  },
  {
    name: 'PagesStale',
    severity: 'ticket',
    expr: `${share(
      sum('safe_community_http_answers_total{safe_community_answer_source="stale"}', '10m'),
      sum('safe_community_http_answers_total', '10m'),
    )} > 0.05`,
    for: '10m',
    runbook: 'pages-down',
    summary: '{{ $value | humanizePercentage }} of the answers on public pages are older than they should be',
    summaryUk: '{{ $value | humanizePercentage }} відповідей на громадських сторінках старіші, ніж мають бути',
    description:
      'A service fails, and the gateway shows its last answers. After ten minutes without one, the pages fail.',
    tried: {
      atMinute: 30,
      fires: { [answers('memory')]: '0+94x40', [answers('stale')]: '0+6x40' },
      quiet: { [answers('memory')]: '0+95x40', [answers('stale')]: '0+5x40' },
    },
  },
  {
    name: 'PagesRefused',
    severity: 'ticket',
    expr: 'sum by (namespace) (rate(rpc_client_call_duration_seconds_count{job="gateway",rpc_response_status_code="RESOURCE_EXHAUSTED"}[5m])) > 1',
    for: '5m',
    runbook: 'pages-slow',
    summary: 'The services refuse {{ $value | humanize }} calls per second of the gateway',
    summaryUk: 'Служби відхиляють {{ $value | humanize }} викликів шлюзу за секунду',
    description: 'The gateway exceeds its rate or its quota in callers.json, so that other callers keep their share.',
    tried: {
      atMinute: 15,
      fires: { [calls('RESOURCE_EXHAUSTED')]: '0+61x30', [calls('OK')]: '0+6000x30' },
      quiet: { [calls('RESOURCE_EXHAUSTED')]: '0+60x30', [calls('OK')]: '0+6000x30' },
    },
  },
  {
    name: 'VisitorsLimited',
    severity: 'ticket',
    expr:
      `${sum('safe_community_http_limited_total', '10m')} / ${sum(`${REQUESTS}_count`, '10m')} > 0.05 ` +
      `and ${sum('safe_community_http_limited_total', '10m')} > 1`,
    for: '10m',
    runbook: 'scraping-surge',
    summary:
      '{{ $value | humanizePercentage }} of the requests for public pages are rejected, because an address or a network sends too many',
    summaryUk:
      '{{ $value | humanizePercentage }} запитів до громадських сторінок відхилено: з однієї адреси чи мережі їх забагато',
    description: 'A program copies the pages, many people share one address, or the proxy in front hides the visitors.',
    tried: {
      atMinute: 30,
      fires: { [`safe_community_http_limited_total{${OF}}`]: '0+66x40', [requests('GET', '200')]: '0+1000x40' },
      quiet: { [`safe_community_http_limited_total{${OF}}`]: '0+59x40', [requests('GET', '200')]: '0+100x40' },
    },
  },
  {
    name: 'ConnectionsRefused',
    severity: 'ticket',
    expr: 'sum by (namespace) (rate(safe_community_http_connections_refused_total[10m])) > 1',
    for: '10m',
    runbook: 'scraping-surge',
    summary: 'An address or a network keeps more connections than it may: {{ $value | humanize }} closed per second',
    summaryUk: 'Адреса чи мережа тримає більше з’єднань, ніж дозволено: {{ $value | humanize }} закрито за секунду',
    description: 'Only without a proxy in front. Visitors are served: idle connections make room for theirs.',
    tried: {
      atMinute: 30,
      fires: { [`safe_community_http_connections_refused_total{${OF}}`]: '0+61x40' },
      quiet: { [`safe_community_http_connections_refused_total{${OF}}`]: '0+60x40' },
    },
  },
  {
    name: 'ReportSurge',
    severity: 'ticket',
    expr:
      `${sum(`${REQUESTS}_count{http_request_method="POST"}`, '10m')} > 10 * ${sum(`${REQUESTS}_count{http_request_method="POST"}`, '1d')} ` +
      `and ${sum(`${REQUESTS}_count{http_request_method="POST"}`, '10m')} > 0.5`,
    for: '5m',
    runbook: 'report-surge',
    summary: 'Ten times as many forms as usual are sent: {{ $value | humanize }} per second',
    summaryUk: 'Надсилають удесятеро більше форм, ніж зазвичай: {{ $value | humanize }} за секунду',
    description:
      'A storm or another event in a city, a campaign, or a program. Forms are answered as long as the services are.',
    tried: {
      atMinute: 1_500,
      fires: { [requests('POST', '200')]: '0+4x1460 6000+600x60' },
      quiet: { [requests('POST', '200')]: '0+400x1600' },
    },
  },
  {
    name: 'PublicCertificateEnds',
    severity: 'page',
    expr: `min by (name) (certmanager_certificate_expiration_timestamp_seconds{name="public-web"}) - time() < ${7 * DAY}`,
    for: '15m',
    runbook: 'rotate-certificates',
    summary: 'The certificate of the public pages expires in {{ $value | humanizeDuration }}',
    summaryUk: 'Строк дії сертифіката громадських сторінок спливає через {{ $value | humanizeDuration }}',
    description: 'Then browsers refuse to open the pages. cert-manager should have renewed it a month before.',
    tried: {
      atMinute: 30,
      fires: { 'certmanager_certificate_expiration_timestamp_seconds{name="public-web"}': `${7 * DAY}x40` },
      quiet: { 'certmanager_certificate_expiration_timestamp_seconds{name="public-web"}': `${7 * DAY + 3_600}x40` },
    },
  },
];
