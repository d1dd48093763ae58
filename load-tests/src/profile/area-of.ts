import type { ProfileNode } from './take-profile.ts';

/** When there was nothing to do, as V8 and `areaOf` call it. */
export const IDLE = '(idle)';

/** Of what V8 shows without a file. */
const ENGINE = new Map([
  ['(garbage collector)', 'garbage collection'],
  ['(program)', 'Node itself: the loop, sockets, TLS'],
  ['(root)', 'Node itself: the loop, sockets, TLS'],
  [IDLE, IDLE],
]);

/** The first that matches the address of a file. */
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
  [/\/packages\/ledger\//, 'ledger and group commit'],
  [/\/packages\/territory\//, 'the domain: rules, places, routing'],
  [/\/apps\/[^/]+\/src\/outbound\//, 'rows and events of a report'],
  [/\/apps\/[^/]+\/src\/inbound\//, 'message to report and back'],
  [/\/apps\/[^/]+\/src\//, 'the domain: rules, places, routing'],
];

/** Which part of the work a frame belongs to; undefined when it belongs to whoever called it. */
export function areaOf({ functionName, url }: ProfileNode['callFrame']): string | undefined {
  return ENGINE.get(functionName) ?? AREAS.find(([files]) => files.test(url))?.[1];
}
