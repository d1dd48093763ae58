import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { allScopes, isServing } from '@safe-community/grpc-kit';
import {
  createTestDatabase,
  demoClientCredentials,
  eventually,
  freePort,
  programEnvironment,
  startTestNats,
  testAuditKeyFile,
  testFolder,
  testPki,
  type TestDatabase,
  type TestNats,
  writeAccessFiles,
} from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

let nats: TestNats;
let database: TestDatabase;

beforeAll(async () => {
  [nats, database] = await Promise.all([startTestNats({ tls: true }), createTestDatabase()]);
});

afterAll(async () => {
  await nats.stop();
  await database.drop();
});

interface Program {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exit: Promise<number | string | null>;
}

function run(program: string, env: Record<string, string>): Program {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../test/programs', program)], {
    env: { ...programEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string | null);
  return { child, output: () => output, exit };
}

async function environment(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities['incident-intake'];
  return {
    INSTALLATION: 'demonstration',
    GRPC_PORT: String(await freePort()),
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    NATS_SERVERS: `localhost:${nats.port}`,
    TLS_CA_FILE: caFile,
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
    ...writeAccessFiles(testFolder('access'), { client: { scopes: allScopes() } }),
    AUDIT_KEY_FILE: testAuditKeyFile(),
    ...more,
  };
}

describe('a service process', { timeout: 120_000 }, () => {
  it('is migrated by one process, runs in another, and stops cleanly on SIGTERM', async () => {
    const env = await environment();
    const migrating = run('migrate.ts', env);
    expect(await migrating.exit).toBe(0);
    expect(migrating.output()).toContain('"migration":"2026-11-24-first"');

    const service = run('main.ts', env);
    await eventually(
      async () => expect(await isServing(`localhost:${env['GRPC_PORT']}`, demoClientCredentials())).toBe(true),
      {
        within: 60_000,
      },
    );
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(0);
    const messages = service
      .output()
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { message: string }).message);
    expect(messages).toEqual(['ready', 'listening', 'stopping', 'stopped']);
  });

  it('serves probes and Prometheus metrics on separate ports if configured', async () => {
    const [healthPort, metricsPort] = [await freePort(), await freePort()];
    const env = await environment({ HEALTH_PORT: String(healthPort), METRICS_PORT: String(metricsPort) });
    expect(await run('migrate.ts', env).exit).toBe(0);
    const service = run('main.ts', env);
    const plain = credentials.createInsecure();
    await eventually(async () => expect(await isServing(`127.0.0.1:${healthPort}`, plain)).toBe(true), {
      within: 60_000,
    });
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(metrics).toMatch(/target_info\{.*service_name="small-service".*\} 1/);
    expect(metrics).toContain('safe_community_ledger_unpublished{safe_community_ledger_partition="0"} 0');
    expect(metrics).toContain('safe_community_service_ready 1\n');
    // From the start, so that the first failure is an increase.
    expect(metrics).toMatch(/safe_community_job_runs_total\{.*name="audit-checkpoint",.*outcome="failed"\} 0\n/);
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(0);
  });

  it('stops cleanly while database and broker have never been reachable', async () => {
    const away = await environment({
      DATABASE_URL: 'postgresql://user:password@127.0.0.1:1/database',
      NATS_SERVERS: '127.0.0.1:1',
      METRICS_PORT: String(await freePort()),
    });
    const service = run('main.ts', away);
    await eventually(() => expect(service.output()).toContain('listening'), { within: 60_000 });
    expect(service.output()).toContain('the broker cannot be reached yet');
    const metrics = await (await fetch(`http://127.0.0.1:${away['METRICS_PORT']}/metrics`)).text();
    expect(metrics).toContain('safe_community_service_ready 0\n');
    service.child.kill('SIGINT');
    expect(await service.exit).toBe(0);
    expect(service.output()).not.toContain('password');
  });

  it('lists all invalid settings and exits with 2', async () => {
    const { GRPC_PORT: _, ...env } = await environment({
      DATABASE_URL: 'postgres.example',
      TLS_KEY_FILE: '/nowhere.pem',
    });
    const service = run('main.ts', env);
    expect(await service.exit).toBe(2);
    const lines = service.output().trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe('3 settings are wrong:');
    for (const name of ['GRPC_PORT is not set', 'DATABASE_URL is wrong', 'TLS_KEY_FILE is "/nowhere.pem"']) {
      expect(service.output()).toContain(name);
    }
    expect(service.output()).not.toContain('postgres.example');
  });

  it('lists invalid settings of migrations and exits with 2', async () => {
    const migrating = run('migrate.ts', { DATABASE_SERVICE_ROLE: 'small_service' });
    expect(await migrating.exit).toBe(2);
    expect(migrating.output()).toContain('DATABASE_OWNER_URL is not set');
    expect(migrating.output()).not.toContain('    at ');
  });

  it('lists errors in the callers file and exits with 2', async () => {
    const file = join(testFolder('callers'), 'callers.json');
    writeFileSync(file, JSON.stringify({ callers: [{ name: 'x', edrpou: '1', subsystem: 'x' }] }));
    const service = run('main.ts', await environment({ CALLERS_FILE: file }));
    expect(await service.exit).toBe(2);
    expect(service.output()).toContain('CALLERS_FILE is invalid');
    expect(service.output()).toContain('an EDRPOU code has 8 digits');
    expect(service.output()).not.toContain('    at ');
  });

  it('does not start or migrate with a crash point in production, or without permission', async () => {
    const planned = { CRASH_POINT: 'write.committed' };
    for (const more of [{}, { ALLOW_CRASH_POINTS: 'yes', NODE_ENV: 'production' }]) {
      const env = await environment({ ...planned, ...more });
      const service = run('main.ts', env);
      expect(await service.exit).toBe(2);
      expect(service.output()).toContain('CRASH_POINT is set');
      expect(service.output()).not.toContain('listening');
      const migrating = run('migrate.ts', env);
      expect(await migrating.exit).toBe(2);
      expect(migrating.output()).toContain('CRASH_POINT is set');
    }
  });

  it('warns about an armed crash point', async () => {
    const service = run('main.ts', await environment({ CRASH_POINT: 'write.committed', ALLOW_CRASH_POINTS: 'yes' }));
    await eventually(() => expect(service.output()).toContain('this process will kill itself'), { within: 60_000 });
    expect(service.output()).toContain('"crashPoint":"write.committed"');
  });

  it('reports an occupied port and exits with 1', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const service = run('main.ts', await environment({ GRPC_PORT: String(port) }));
    expect(await service.exit).toBe(1);
    expect(service.output()).toContain(`cannot listen on 127.0.0.1:${port}: the port is taken`);
  });
});
