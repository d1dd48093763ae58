/**
 * Every attribute that a metric of ours may carry. A contract with dashboards and alert rules, and a promise: each is a
 * name of ours or a code of few values, never a place, an id, or anything of a person. A test checks that each is in
 * OpenTelemetry's semantic conventions or begins with `safe_community.`, and that none is the name of what is withheld.
 */
export const METRIC_ATTRIBUTE_NAMES = [
  'cpu.mode',
  'db.client.connection.pool.name',
  'db.client.connection.state',
  'rpc.method',
  'rpc.response.status_code',
  'safe_community.caller',
  'safe_community.certificate.kind',
  'safe_community.escalation.missed',
  'safe_community.job.name',
  'safe_community.job.outcome',
  'safe_community.ledger.partition',
  'safe_community.ledger.producer',
  'safe_community.report.channel',
  'safe_community.report.routing',
  'safe_community.rpc.rule',
  'server.address',
  'v8js.gc.type',
  'v8js.heap.space.name',
] as const;

export type MetricAttributeName = (typeof METRIC_ATTRIBUTE_NAMES)[number];

/** Few and of few values: each combination is a time series of its own. */
export type MetricAttributes = { readonly [Name in MetricAttributeName]?: string | number | boolean };
