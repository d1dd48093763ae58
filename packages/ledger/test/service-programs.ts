import { join } from 'node:path';
import { startServiceProcess, testPki, type ServiceProcess, type TestNats } from '@safe-community/testkit';
import { onTestFinished } from 'vitest';
import type { Ledger } from './ground.ts';
import { serveLedger } from './consumers.ts';

type Env = Readonly<Record<string, string>>;

/** Starts a program of test/programs in a process of its own, and kills it after the test. */
export async function startProgram(name: string, nats: TestNats, env: Env): Promise<ServiceProcess> {
  const service = await startServiceProcess({
    name,
    main: join(import.meta.dirname, `programs/${name}.ts`),
    env: { NATS_PORT: String(nats.port), ...env },
    readyWhen: () => true,
  });
  onTestFinished(() => service.kill());
  return service;
}

/** Starts the program that commits this many reports to a ledger. */
export function startReporting(nats: TestNats, producer: Ledger, reports: number): Promise<ServiceProcess> {
  return startProgram('reporting-service', nats, { DATABASE_URL: producer.url, REPORTS: String(reports) });
}

/** Starts the program that counts the reports of `producer` in the database of `listener`. */
export async function startCounting(
  nats: TestNats,
  { producer, listener }: { readonly producer: Ledger; readonly listener: Ledger },
  more: Env = {},
): Promise<ServiceProcess> {
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities.statistics;
  const { port } = await serveLedger(producer);
  return startProgram('counting-service', nats, {
    DATABASE_URL: listener.url,
    LEDGER_PORT: String(port),
    CA_FILE: caFile,
    CERT_FILE: certFile,
    KEY_FILE: keyFile,
    ...more,
  });
}
