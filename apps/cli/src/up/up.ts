import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '@safe-community/security/private-file';
import {
  startLocalStack,
  stateRoot,
  watchParent,
  type LocalStack,
  type RunningProcess,
  type StateRoot,
} from '@safe-community/local-stack';
import { mailFolder, startMailServer } from '@safe-community/local-stack/mail-server';
import { connectServices } from '../connection/connect-services.ts';
import { showScorecard } from '../commands/scorecard.ts';
import { runMainJob } from '../demo/run-main-job.ts';
import { DEMONSTRATOR } from '../demo/set-up-waves.ts';
import { writeCallersFile } from './callers-file.ts';
import { ensureDatabases } from './databases.ts';
import { ensureKeys } from './keys.ts';
import { markMainJobDone, readMainJobState } from './main-job-state.ts';
import { chooseNatsSync } from './nats-sync.ts';
import { readPorts, requireOurPorts, type LocalPorts } from './ports.ts';
import { addressOf, evidenceDirOf, mailDirOf, type Surroundings } from './service-plan.ts';
import { checkPages, urlOfGateway } from './start-gateway.ts';
import { migrateAll, startAll, stopAll } from './start-services.ts';
import { startTokenIssuer } from './token-issuer.ts';
import { say } from '../terminal/language.ts';

export interface UpOptions {
  /** Stop everything and return after the scorecard is printed. */
  readonly once: boolean;
  readonly tell: (line: string) => void;
}

/**
 * Starts the whole system on this machine, runs the main job if the state is
 * empty, prints the scorecard, and serves until a stop is requested.
 * Throws when something fails; nothing is left running then.
 */
export async function up(options: UpOptions): Promise<void> {
  const stop = stopRequest(options.tell);
  try {
    await run(options, stop);
  } catch (error) {
    // What was interrupted has not failed.
    if (error !== stop.signal.reason) throw error;
  }
}

async function run({ once, tell }: UpOptions, stop: StopRequest): Promise<void> {
  const root = stateRoot();
  const ports = readPorts(process.env);
  const natsSync = chooseNatsSync(process.env);
  tell(say({ uk: `Стан – у ${root.dir}`, en: `State in ${root.dir}` }));
  const stack = await startStack(root, ports, natsSync, stop.signal);
  try {
    tell(
      say({
        uk: 'PostgreSQL і NATS працюють; готуємо бази даних …',
        en: 'PostgreSQL and NATS are running; preparing the databases …',
      }),
    );
    const issuer = await startTokenIssuer(root);
    const mail = await startMailServer(mailFolder(mailDirOf(root)));
    try {
      writeAddresses(root, ports);
      const surroundings = await prepare(
        { root, stack, ports, natsSync, tokenKeys: issuer.jwks, mailPort: mail.port },
        stop.signal,
      );
      tell(
        say({
          uk: 'Бази даних готові; запускаємо служби й сторінки …',
          en: 'The databases are ready; starting the services and the pages …',
        }),
      );
      const running = await startAll(surroundings, ports.gateway, stop.signal);
      try {
        await Promise.race([serve(root, ports, once, tell, stop), firstFailure(stack, running), stop.asked]);
      } finally {
        stop.announce();
        await stopAll(running);
      }
    } finally {
      await issuer.close();
      await mail.stop();
    }
  } finally {
    await stack.stop();
  }
}

async function serve(
  root: StateRoot,
  ports: LocalPorts,
  once: boolean,
  write: UpOptions['tell'],
  stop: StopRequest,
): Promise<void> {
  const state = readMainJobState(root, new Date());
  await checkPages(ports.gateway);
  // What was answered meanwhile is not told after it was said that everything stops.
  const tell = (line: string): void => {
    stop.signal.throwIfAborted();
    write(line);
  };
  tell(say({ uk: 'Усі чотири служби й сторінки готові.', en: 'All four services and the gateway are ready.' }));
  if (!once) tell(addressOfPages(ports));
  const connection = connectServices({ actingUser: DEMONSTRATOR });
  // Nothing that is under way asks again then.
  stop.signal.addEventListener('abort', () => connection.close(), { once: true });
  try {
    if (!state.done) {
      tell(
        say({
          uk: 'Завантажуємо демонстраційні дані; доти сторінки кажуть, що показники неповні …',
          en: 'Loading the demonstration data; until then the pages say that figures are not complete …',
        }),
      );
      await runMainJob(connection, {
        anchorDay: new Date(`${state.anchorDay}T00:00:00Z`),
        progress: tell,
        evidenceDir: evidenceDirOf(root),
      }).catch((error: unknown) => {
        if (!stop.signal.aborted)
          write(
            say({
              uk: 'Наповнення не завершено; наступний запуск продовжить його.',
              en: 'The main job is not complete; the next start goes on where it stopped.',
            }),
          );
        throw error;
      });
      markMainJobDone(root, state);
    }
    await showScorecard(connection, { json: false }, stop.signal);
  } finally {
    connection.close();
  }
  if (once) return;
  tell(addressLines(root, ports));
  await stop.asked;
}

function startStack(root: StateRoot, ports: LocalPorts, natsSync: string, signal: AbortSignal): Promise<LocalStack> {
  return startLocalStack(root, {
    natsSync,
    signal,
    serves: urlOfGateway(ports.gateway),
    whenLocked: () => requireOurPorts(ports),
    ...(ports.postgres === undefined ? {} : { postgresPort: ports.postgres }),
    ...(ports.nats === undefined ? {} : { natsPort: ports.nats }),
  });
}

interface Prepared extends Pick<Surroundings, 'root' | 'natsSync' | 'tokenKeys'> {
  readonly stack: LocalStack;
  readonly ports: LocalPorts;
  readonly mailPort: number;
}

async function prepare(
  { root, stack, ports, natsSync, tokenKeys, mailPort }: Prepared,
  signal: AbortSignal,
): Promise<Surroundings> {
  ensureKeys(root);
  mkdirSync(evidenceDirOf(root), { recursive: true });
  const surroundings: Surroundings = {
    root,
    pki: stack.pki,
    ports: ports.services,
    mail: { port: mailPort, pages: urlOfGateway(ports.gateway) },
    natsPort: stack.nats.port,
    natsSync,
    natsMonitorUrl: stack.nats.monitorUrl,
    callersFile: writeCallersFile(root),
    tokenKeys,
    databaseUrls: await ensureDatabases(root, stack.postgres.adminUrl),
  };
  await migrateAll(surroundings, signal);
  return surroundings;
}

/** The other commands of `hromada`, and load tests, read the addresses from this file. */
function writeAddresses(root: StateRoot, { services, gateway }: LocalPorts): void {
  const addresses = {
    officerRegistry: addressOf(services, 'officer-registry'),
    incidentIntake: addressOf(services, 'incident-intake'),
    cameraRollout: addressOf(services, 'camera-rollout'),
    statistics: addressOf(services, 'statistics'),
    gateway: urlOfGateway(gateway),
  };
  writePrivateFile(join(root.dir, 'addresses.json'), `${JSON.stringify(addresses, undefined, 2)}\n`);
}

function addressOfPages({ gateway }: LocalPorts): string {
  return say({
    uk: `Відкрийте в браузері: ${urlOfGateway(gateway)}`,
    en: `Open in a browser: ${urlOfGateway(gateway)}`,
  });
}

function addressLines(root: StateRoot, ports: LocalPorts): string {
  const { services } = ports;
  return [
    '',
    addressOfPages(ports),
    say({ uk: 'Служби gRPC із взаємним TLS:', en: 'Serving gRPC with mutual TLS:' }),
    `  officer-registry  ${addressOf(services, 'officer-registry')}`,
    `  incident-intake   ${addressOf(services, 'incident-intake')}`,
    `  camera-rollout    ${addressOf(services, 'camera-rollout')}`,
    `  statistics        ${addressOf(services, 'statistics')}`,
    say({
      uk: `Сертифікати демонстраційного клієнта: ${root.pki} (ca.pem, client.pem, client-key.pem)`,
      en: `Certificates of a demo client: ${root.pki} (ca.pem, client.pem, client-key.pem)`,
    }),
    say({ uk: `Листи до мешканців: ${mailDirOf(root)}`, en: `Mails to residents: ${mailDirOf(root)}` }),
    say({
      uk: 'В іншому терміналі: ./hromada --help. Ctrl-C зупиняє все.',
      en: 'In another terminal: ./hromada --help. Ctrl-C stops everything.',
    }),
  ].join('\n');
}

/** Rejects as soon as a process exits unexpectedly. */
async function firstFailure(stack: LocalStack, services: readonly RunningProcess[]): Promise<never> {
  const ends = [stack.postgres, stack.nats, ...services].map(({ unexpectedExit }) => unexpectedExit);
  throw await Promise.race(ends);
}

interface StopRequest {
  /** Resolves on a signal, or when npm exits. */
  readonly asked: Promise<void>;
  /** Aborted at the same time. */
  readonly signal: AbortSignal;
  /** Says once that everything stops. */
  announce(): void;
}

function stopRequest(tell: UpOptions['tell']): StopRequest {
  const stopping = new AbortController();
  let isAnnounced = false;
  const announce = (): void => {
    if (!isAnnounced) tell(say({ uk: 'Зупиняємо …', en: 'Stopping …' }));
    isAnnounced = true;
  };
  const asked = new Promise<void>((resolve) => {
    const stop = (): void => {
      announce();
      stopping.abort();
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    process.once('SIGHUP', stop);
    watchParent(stop);
  });
  return { asked, signal: stopping.signal, announce };
}
