/**
 * Every attribute that our metrics may carry. The names are a contract with dashboards and alert rules, and a
 * guarantee: each value is one of our names or a code of few values, never a place, an id, or anything about a person.
 * A test checks that each is in OpenTelemetry's semantic conventions or begins with `safe_community.`, and that none is
 * the name of a withheld field.
 */
export const METRIC_ATTRIBUTE_NAMES = [
  'cpu.mode',
  'db.client.connection.pool.name',
  'db.client.connection.state',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'rpc.method',
  'rpc.response.status_code',
  'safe_community.answer.source',
  'safe_community.caller',
  'safe_community.certificate.kind',
  'safe_community.escalation.missed',
  'safe_community.job.name',
  'safe_community.job.outcome',
  'safe_community.ledger.partition',
  'safe_community.ledger.producer',
  'safe_community.mail.fate',
  'safe_community.report.channel',
  'safe_community.report.routing',
  'safe_community.rpc.rule',
  'server.address',
  'v8js.gc.type',
  'v8js.heap.space.name',
] as const;

export type MetricAttributeName = (typeof METRIC_ATTRIBUTE_NAMES)[number];

/** Keep them few, with few values: each combination is a time series of its own. */
export type MetricAttributes = { readonly [Name in MetricAttributeName]?: string | number | boolean };
