/**
 * Every attribute that our spans may carry. The names are a contract with the dashboards: a test checks that each is in
 * OpenTelemetry's semantic conventions or begins with `safe_community.`. Never add a name for personal data (a name,
 * phone, address, narrative, exact point).
 */
export const ATTRIBUTE_NAMES = [
  'cloudevents.event_id',
  'cloudevents.event_type',
  'db.collection.name',
  'db.operation.batch.size',
  'db.operation.name',
  'db.system.name',
  'error.type',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'messaging.batch.message_count',
  'messaging.consumer.group.name',
  'messaging.destination.name',
  'messaging.destination.template',
  'messaging.message.id',
  'messaging.operation.name',
  'messaging.operation.type',
  'messaging.system',
  'rpc.method',
  'rpc.response.status_code',
  'rpc.system.name',
  'server.address',
  'server.port',
  'safe_community.caller',
  'safe_community.hromada',
  'safe_community.ledger.partition',
  'safe_community.ledger.position',
  'safe_community.ledger.producer',
  'safe_community.test',
] as const;

export type SpanAttributes = {
  readonly [Name in (typeof ATTRIBUTE_NAMES)[number]]?: string | number | boolean | bigint | undefined;
};
