import { newAuditKey, SigningKey } from '@safe-community/audit/signing';
import { allScopes, type Caller } from '@safe-community/grpc-kit';
import type { PkiName } from '@safe-community/local-stack';
import type { TestNats } from './test-nats.ts';
import { elsewhereCaller, testCaller } from './test-caller.ts';
import { testPki } from './test-pki.ts';

/** Input for the common configuration of services in tests. */
export interface TestServiceSpec {
  /** The certificate that it presents. */
  readonly identity: PkiName;
  readonly databaseUrl: string;
  readonly nats: TestNats;
}

/**
 * Configuration of a service in this test's process, on a free port. The demo
 * client and the services hold every scope; the caller `nats` is registered and
 * holds none, `ELSEWHERE` holds every scope in Sevastopol alone.
 */
export function testServiceConfig({ identity, databaseUrl, nats }: TestServiceSpec) {
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities[identity];
  const tls = { caFile, certFile, keyFile };
  const { tls: natsTls } = nats.connectOptions;
  return {
    installation: 'demonstration' as const,
    host: '127.0.0.1',
    port: 0,
    databaseUrl,
    databasePool: 10,
    broker: { servers: [`localhost:${nats.port}`], ...(natsTls === undefined ? {} : { tls: natsTls }) },
    streamPolicy: { replicas: 1, maxAgeDays: 1, maxBytes: 256 * 1024 * 1024 },
    lagBound: { events: 10_000, ageMs: 60_000, startWaitMs: 30_000 },
    retention: { answersKeptDays: 0, eventsKeptDays: 0, consumers: [] },
    tls,
    auditKey: new SigningKey(newAuditKey()),
    callers: callersOf(identities),
    logLevel: 'silent' as const,
    otlpEndpoint: undefined,
    sampleRatio: 1,
  };
}

function callersOf(identities: Readonly<Record<PkiName, unknown>>): Map<string, Caller> {
  const registered = Object.keys(identities).map((name) => testCaller(name, name === 'nats' ? [] : allScopes()));
  return new Map([...registered, elsewhereCaller()].map((caller) => [caller.name, caller]));
}
