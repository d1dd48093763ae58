export { eventually } from './eventually.ts';
export { accepts, startServiceProcess, type ServiceProcess, type ServiceProcessSpec } from './service-process.ts';
export { startProxy, type Proxy } from './start-proxy.ts';
export type { TemplateSpec } from './template-database.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { testFolder } from './test-folder.ts';
export { startTestNats, type NatsConnectOptions, type TestNats } from './test-nats.ts';
export { demoClientCredentials, testPki } from './test-pki.ts';
export { testServiceConfig, type TestServiceSpec } from './test-service-config.ts';
