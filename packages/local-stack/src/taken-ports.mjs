// Plain JavaScript: scripts/prepare.mjs asks this too, on the machine's own Node and before anything is installed.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';

const LISTEN = '0A';
/** From a port that is taken to the first one that is tried in its place. */
const ASIDE = 100;
const MAX_PORT = 65_535;
/** Of a command line that is shown: some fill the screen. */
const MAX_LENGTH = 200;

export async function isPortFree(port) {
  try {
    await tryListening(port);
    return true;
  } catch (error) {
    if (error.code === 'EADDRINUSE') return false;
    throw error;
  }
}

export async function takenPorts(wanted) {
  const taken = [];
  for (const [setting, port] of Object.entries(wanted)) if (!(await isPortFree(port))) taken.push({ setting, port });
  if (taken.length === 0) return undefined;
  const lines = taken.map(({ setting, port }) => `  ${setting}=${port}  by ${listenerOf(port) ?? 'another user'}`);
  const others = await otherPorts(taken, new Set(Object.values(wanted)));
  return [
    'Ports in use on 127.0.0.1:',
    ...lines,
    'Stop these programs, or start on other ports:',
    `  ${others.map(([setting, port]) => `${setting}=${port}`).join(' ')} npm start`,
  ].join('\n');
}

async function otherPorts(taken, wanted) {
  const others = [];
  for (const { setting, port } of taken) {
    let other = port + ASIDE > MAX_PORT ? ASIDE * ASIDE : port + ASIDE;
    while (wanted.has(other) || !(await isPortFree(other))) other += 1;
    wanted.add(other);
    others.push([setting, other]);
  }
  return others;
}

function tryListening(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve()));
  });
}

/** The program that listens on TCP `port`: "process 123: node main.ts"; undefined if we may not see it. */
function listenerOf(port) {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningSockets(table, port));
  const pid = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .find((entry) => openFiles(entry).some((file) => sockets.includes(file)));
  const command = pid && readOr('', () => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim());
  return command ? `process ${pid}: ${command.slice(0, MAX_LENGTH)}` : undefined;
}

function listeningSockets(table, port) {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return readOr('', () => readFileSync(table, 'utf8'))
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && local?.endsWith(`:${wanted}`))
    .map((row) => `socket:[${row[9]}]`);
}

function openFiles(pid) {
  return readOr([], () => readdirSync(`/proc/${pid}/fd`)).map((fd) =>
    readOr('', () => readlinkSync(`/proc/${pid}/fd/${fd}`)),
  );
}

/** The process of another user, or one that has ended meanwhile, has nothing to read. */
function readOr(nothing, read) {
  try {
    return read();
  } catch {
    return nothing;
  }
}
