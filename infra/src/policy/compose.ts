import { existsSync } from 'node:fs';
import { runTool } from '../rendered/tools.ts';

/** The image of PostgreSQL becomes its user by itself; prepare gives files to others. */
const CHANGE_USERS = new Set(['postgres', 'prepare']);

/** As `compose config` writes it: with everything that is taken from elsewhere. */
export interface Compose {
  readonly services: Record<string, ComposeService>;
}

interface ComposeService {
  image?: string;
  user?: string;
  command?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  environment?: Record<string, string | null>;
  ports?: { host_ip?: string; target: number }[];
  volumes?: { type: string; source: string; target: string }[];
}

/** @throws {Error} with what compose says when it does not take the file. */
export function readCompose(file: string): Compose {
  return JSON.parse(
    runTool('docker-compose', ['--file', file, '--profile', '*', 'config', '--format', 'json']),
  ) as Compose;
}

/** What would not come up, or would be open to others. */
export function composeProblems({ services }: Compose): string[] {
  return Object.entries(services).flatMap(([name, service]) => [
    ...missingMounts(service).map((path) => `${name} mounts ${path}, which is not there`),
    ...unmountedFiles(service).map((setting) => `${name} is told of ${setting}, where nothing is mounted`),
    ...openPorts(service).map((port) => `${name} has port ${port} open to the network`),
    ...addressesOf(service)
      .filter((address) => services[address.split(':')[0] ?? ''] === undefined)
      .map((address) => `${name} asks ${address}, where nobody is`),
    ...(/:\d+\.\d+\.?\d*$|:v\d+\.\d+\.\d+$/.test(service.image ?? '') ? [] : [`${name} runs ${service.image}`]),
    ...(CHANGE_USERS.has(name) || service.cap_drop?.includes('ALL') ? [] : [`${name} keeps capabilities`]),
  ]);
}

function missingMounts({ volumes = [] }: ComposeService): string[] {
  return volumes.filter(({ type, source }) => type === 'bind' && !existsSync(source)).map(({ source }) => source);
}

function unmountedFiles({ volumes = [], environment = {} }: ComposeService): string[] {
  return Object.entries(environment)
    .filter(([name, value]) => /_(FILE|DIR)$/.test(name) && value !== null)
    .filter(([, value]) => !volumes.some(({ target }) => `${value}/`.startsWith(`${target}/`)))
    .map(([name, value]) => `${name}=${value}`);
}

function openPorts({ ports = [] }: ComposeService): number[] {
  return ports.filter(({ host_ip }) => host_ip !== '127.0.0.1').map(({ target }) => target);
}

function addressesOf({ environment = {} }: ComposeService): string[] {
  return Object.entries(environment)
    .filter(([name]) => /(_ADDRESS|_SERVERS|_URLS|OTLP_ENDPOINT)$/.test(name))
    .flatMap(([, value]) => (value ?? '').split(',').map((one) => one.replace(/^https?:\/\//, '')));
}
