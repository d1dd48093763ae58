import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiKeyServiceService } from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { freePort, startServiceProcess, testClient, testFolder, testPki } from '@safe-community/testkit';

/** The gateway in front of intake, as a program of a city meets it. */
export interface RunningGateway {
  /** http://127.0.0.1:port/open311/v2 */
  readonly open311: string;
  /** An API key. */
  readonly key: string;
  stop(): Promise<void>;
}

const MAIN = join(import.meta.dirname, '../../apps/gateway/src/main.ts');

/** @param intake host:port of intake, whose registry of callers has `gateway`. */
export async function runGateway(intake: string): Promise<RunningGateway> {
  const port = await freePort();
  const { caFile, identities } = testPki();
  const formSecret = join(testFolder('gateway'), 'form-secret');
  writeFileSync(formSecret, randomBytes(32).toString('base64url'));
  const gateway = await startServiceProcess({
    name: 'gateway',
    main: MAIN,
    env: {
      INSTALLATION: 'demonstration',
      HTTP_PORT: String(port),
      FORM_SECRET_FILE: formSecret,
      TLS_CA_FILE: caFile,
      TLS_CERT_FILE: identities.gateway.certFile,
      TLS_KEY_FILE: identities.gateway.keyFile,
      INCIDENT_INTAKE_ADDRESS: intake,
      // Nothing listens there: Open311 needs intake alone.
      OFFICER_REGISTRY_ADDRESS: 'localhost:1',
      CAMERA_ROLLOUT_ADDRESS: 'localhost:1',
      STATISTICS_ADDRESS: 'localhost:1',
    },
    readyWhen: () => isUp(port),
  });
  const keys = testClient(ApiKeyServiceService, Number(intake.split(':')[1]));
  const order = { clientName: 'Застосунок міста', contact: 'it@example.org', reportsPerMinute: 60 };
  const { apiKey } = await keys.createApiKey({ requestId: randomUUID(), ...order });
  keys.close();
  return { open311: `http://127.0.0.1:${port}/open311/v2`, key: apiKey, stop: () => gateway.stop() };
}

async function isUp(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health`)).ok;
  } catch {
    return false;
  }
}
