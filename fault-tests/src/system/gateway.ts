import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startProcess, type RunningProcess } from '@safe-community/local-stack';
import { bundledProgram } from '@safe-community/testkit/bundled-program';
import type { System } from './system.ts';

const PROGRAM = fileURLToPath(new URL('../../../apps/gateway/src/main.ts', import.meta.url));

/** The public web in front of a system, in a process that can be killed and paused. */
export class Gateway {
  readonly url: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #logFile: string;
  #running: RunningProcess | undefined;

  private constructor(system: System, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#logFile = join(system.folder, 'logs', 'gateway.log');
    const secret = join(system.folder, 'form-secret');
    writeFileSync(secret, randomBytes(32).toString('base64url'), { mode: 0o600 });
    const { certFile, keyFile } = system.pki.identities.gateway;
    const { PATH, HOME, NODE_COMPILE_CACHE, LOG_LEVEL } = system.environment('incident-intake');
    this.#environment = {
      PATH,
      HOME,
      NODE_COMPILE_CACHE,
      LOG_LEVEL,
      INSTALLATION: 'demonstration',
      HTTP_PORT: String(port),
      FORM_SECRET_FILE: secret,
      TLS_CA_FILE: system.pki.caFile,
      TLS_CERT_FILE: certFile,
      TLS_KEY_FILE: keyFile,
      OFFICER_REGISTRY_ADDRESS: system.registry.address,
      INCIDENT_INTAKE_ADDRESS: system.intake.address,
      CAMERA_ROLLOUT_ADDRESS: system.cameras.address,
      STATISTICS_ADDRESS: system.statistics.address,
    };
  }

  static async start(system: System): Promise<Gateway> {
    const gateway = new Gateway(system, await freePort());
    await gateway.restart();
    return gateway;
  }

  get pid(): number {
    if (this.#running === undefined) throw new Error('the gateway does not run');
    return this.#running.pid;
  }

  async restart(): Promise<void> {
    this.#running = await startProcess({
      name: 'gateway',
      command: process.execPath,
      args: [await bundledProgram(PROGRAM)],
      env: this.#environment,
      logFile: this.#logFile,
      readyWhen: () => this.isServing(),
      readyWithinMs: 60_000,
    });
  }

  async isServing(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(1_000) })).ok;
    } catch {
      return false;
    }
  }

  async kill(): Promise<void> {
    await this.#running?.kill();
    this.#running = undefined;
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }
}
