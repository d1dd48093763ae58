export { accepts, freePort } from '@safe-community/local-stack';
export {
  auditedWrite,
  auditEntriesOf,
  expectAudited,
  expectPartsAudited,
  writesOf,
  type AuditedWrite,
} from './audited-writes.ts';
export { startDatabaseProxy, type DatabaseProxy } from './database-proxy.ts';
export { eventually } from './eventually.ts';
export { holdCommits, type HeldCommits } from './hold-commits.ts';
export { runMigrations, serviceEnvironment, testKeysDir } from './service-environment.ts';
export {
  programEnvironment,
  startServiceProcess,
  type ServiceProcess,
  type ServiceProcessSpec,
} from './service-process.ts';
export { namedMethods } from './named-methods.ts';
export { kindsOf, publishedEvents, type PublishedEvents } from './published-events.ts';
export { readHead, readLedger } from './read-ledger.ts';
export { sendParts } from './send-parts.ts';
export { serviceLog, type ServiceLog } from './service-log.ts';
export { MERGED_PLACE_CASES, MERGED_PLACES, type MergedPlaceCase } from './merged-places.ts';
export { randomTerritory, type RandomTerritory } from './random-territory.ts';
export { startProxy, type Proxy } from './start-proxy.ts';
export type { TemplateSpec } from './template-database.ts';
export { testAuditKeyFile } from './test-audit-key.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { testClient, type TestCallOptions, type TestCalls, type TestClient } from './test-client.ts';
export { callerWithRoles, ELSEWHERE, elsewhereCaller, testCaller } from './test-caller.ts';
export { testFolder } from './test-folder.ts';
export { startTestNats, type NatsConnectOptions, type TestNats } from './test-nats.ts';
export { startTestNatsCluster, type TestNatsCluster } from './test-nats-cluster.ts';
export { demoClientCredentials, testPki } from './test-pki.ts';
export { testRole } from './test-role.ts';
export { testServiceConfig, type TestServiceSpec } from './test-service-config.ts';
export { visit, type Visitor } from './form-visitor.ts';
export { refusalOf } from './refusal-of.ts';
export { writeAccessFiles, type AccessFiles, type WrittenCaller } from './write-access-files.ts';
export { callErrorOf, type Rejection } from './call-error.ts';
