import { existsSync } from 'node:fs';
import { runTool } from '../rendered/tools.ts';

/** The PostgreSQL image drops to its user itself; prepare changes the owner of files. */
const CHANGE_USERS = new Set(['postgres', 'prepare']);

/** Output of `compose config`, with all references resolved. */
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

/** @throws {Error} with the output of compose when the file is invalid. */
export function readCompose(file: string): Compose {
  return JSON.parse(
    runTool('docker-compose', ['--file', file, '--profile', '*', 'config', '--format', 'json']),
  ) as Compose;
}

/** Problems that prevent a start or expose a port. */
export function composeProblems({ services }: Compose): string[] {
  return Object.entries(services).flatMap(([name, service]) => [
    ...missingMounts(service).map((path) => `${name} mounts ${path}, which does not exist`),
    ...unmountedFiles(service).map((setting) => `${name} sets ${setting} to a path that is not mounted`),
    ...openPorts(service).map((port) => `${name} has port ${port} open to the network`),
    ...addressesOf(service)
      .filter((address) => services[address.split(':')[0] ?? ''] === undefined)
      .map((address) => `${name} connects to ${address}, where nothing listens`),
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
