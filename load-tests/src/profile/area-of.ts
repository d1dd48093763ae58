import type { ProfileNode } from './take-profile.ts';

/** Idle time, as V8 and `areaOf` call it. */
export const IDLE = '(idle)';

/** V8's entries without a file. */
const ENGINE = new Map([
  ['(garbage collector)', 'garbage collection'],
  ['(program)', 'Node itself: the loop, sockets, TLS'],
  ['(root)', 'Node itself: the loop, sockets, TLS'],
  [IDLE, IDLE],
]);

/** The first pattern that matches the URL of a file wins. */
const AREAS: readonly [RegExp, string][] = [
  [/\/node_modules\/@bufbuild\/protobuf\/|\/packages\/contracts\/src\/gen\//, 'decoding and encoding messages'],
  [/\/node_modules\/@grpc\//, 'gRPC and HTTP/2'],
  [/^node:internal\/(http2|tls|js_stream|stream_base)|^node:(_tls|_http|net|http2)/, 'gRPC and HTTP/2'],
  [/\/node_modules\/(pg|pg-[a-z]+|postgres-[a-z]+)\//, 'talking to PostgreSQL'],
  [/\/node_modules\/@mikro-orm\//, 'talking to PostgreSQL'],
  [/\/packages\/database\//, 'talking to PostgreSQL'],
  [/\/node_modules\/@nats-io\/|\/packages\/events\//, 'events to the broker'],
  [/\/packages\/telemetry\/src\/call-scope/, 'who calls, what for, until when'],
  [/\/node_modules\/@opentelemetry\/|\/packages\/telemetry\//, 'spans, metrics, logs'],
  [/\/packages\/(grpc-kit\/src\/(inspect|plain-text|read-request)|domain-kit\/)/, 'checking the request'],
  [/\/packages\/(grpc-kit|service-kit|security\/src\/(policy|identity))\//, 'who calls, what for, until when'],
  [/\/packages\/security\/src\/encryption\//, 'sealing'],
  [/\/packages\/audit\//, 'audit'],
  [/\/packages\/ledger\//, 'ledger and batch transaction'],
  [/\/packages\/territory\//, 'the domain: rules, places, routing'],
  [/\/apps\/[^/]+\/src\/outbound\//, 'rows and events of a report'],
  [/\/apps\/[^/]+\/src\/inbound\//, 'mapping of messages'],
  [/\/apps\/[^/]+\/src\//, 'the domain: rules, places, routing'],
];

/** The area of a frame; undefined if its time belongs to its caller. */
export function areaOf({ functionName, url }: ProfileNode['callFrame']): string | undefined {
  return ENGINE.get(functionName) ?? AREAS.find(([files]) => files.test(url))?.[1];
}
