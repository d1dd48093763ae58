import { readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readMail } from '@safe-community/local-stack/mail-server';
import { eventually, visit } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeUpFolder, processesOf, readOr, startUp, type RunningUp, type UpFolder } from '../../test/running-up.ts';

// The system as `npm start` runs it, without the main job, which has a test of its own.

/** Local addresses, as the kernel writes them: IPv4, IPv6, and IPv4 within IPv6. */
const LOOPBACK = /^(0100007F|00000000000000000000000001000000|0000000000000000FFFF00000100007F)$/;

/** The addresses on which processes listen, from their network tables. */
function listenersOf(
  pids: readonly number[],
): { readonly program: string; readonly address: string; readonly port: number }[] {
  return pids.flatMap((pid) => {
    const sockets = readOr([], () => readdirSync(`/proc/${pid}/fd`)).map((fd) =>
      readOr('', () => readlinkSync(`/proc/${pid}/fd/${fd}`)),
    );
    const program = readOr('', () => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return ['tcp', 'tcp6']
      .flatMap((table) =>
        readOr('', () => readFileSync(`/proc/${pid}/net/${table}`, 'utf8'))
          .trim()
          .split('\n')
          .slice(1),
      )
      .map((row) => row.trim().split(/\s+/))
      .filter((row) => row[3] === '0A' && sockets.includes(`socket:[${row[9]}]`))
      .map((row) => row[1]?.split(':') ?? [])
      .map(([address = '', port = '']) => ({ program, address, port: Number.parseInt(port, 16) }));
  });
}

let folder: UpFolder;
let running: RunningUp;
beforeAll(async () => {
  folder = await makeUpFolder();
  running = startUp(folder);
  await running.says('Ctrl-C stops everything.');
}, 180_000);
afterAll(async () => {
  running.kill();
  await running.ended;
});

test('a run listens on the loopback address only, in every process', () => {
  const listeners = listenersOf(processesOf(running.pid));
  expect(listeners.filter(({ address }) => !LOOPBACK.test(address))).toEqual([]);
  const ports = new Set(listeners.map(({ port }) => String(port)));
  const { SAFE_COMMUNITY_HOME: _, ...settings } = folder.env;
  const named = Object.entries(settings).flatMap(([name, value]) => (name.endsWith('_PORT') ? [value] : []));
  expect(named).toHaveLength(5);
  expect(named.filter((port) => !ports.has(port ?? ''))).toEqual([]);
  const programs = ['postgres', 'nats', 'gateway/src/main.ts', 'statistics/src/main.ts'];
  expect(programs.filter((name) => !listeners.some(({ program }) => program.includes(name)))).toEqual([]);
});

test('pages say that figures are not complete as long as demonstration data is being loaded', async () => {
  const url = `http://localhost:${folder.gatewayPort}`;
  const pages = async () => [await (await fetch(`${url}/`)).text(), await (await fetch(`${url}/en/scorecard`)).text()];
  const notes = [/Демонстраційні дані ще завантажуються/, /Demonstration data is still being loaded/];
  for (const [index, page] of (await pages()).entries()) expect(page).not.toMatch(notes[index] ?? '');
  const file = join(folder.dir, 'filling');
  writeFileSync(file, '');
  for (const [index, page] of (await pages()).entries()) expect(page).toMatch(notes[index] ?? '');
  rmSync(file);
  for (const [index, page] of (await pages()).entries()) expect(page).not.toMatch(notes[index] ?? '');
});

/** The token of a report that is made on the pages. */
async function report(url: string): Promise<string> {
  const visitor = await visit(`${url}/en/report`);
  for (const typed of [{ category: 'infrastructure' }, { q: 'Зарванці' }]) await visitor.send(typed);
  // Sooner, it would look like a program's.
  await sleep(3_100);
  await visitor.send({ 'a-infrastructure_kind': 'road_pit', description: 'A deep pit' });
  return /id="token">([^<]*)<\/code>/.exec(visitor.text)?.[1] ?? '';
}

test('the mails of a local run lie in a folder, and their links work', async () => {
  const mails = join(folder.dir, 'mail');
  expect(running.output()).toContain(`Mails to residents: ${mails}`);
  const url = `http://localhost:${folder.gatewayPort}`;
  const tracked = await visit(`${url}/en/track`);
  await tracked.send({ token: await report(url) });
  const [, form = ''] = /action="\/en\/told"[^]*?name="form" value="([^"]*)"/.exec(tracked.text) ?? [];
  const body = new URLSearchParams({ form, email: 'oksana@gromada.example' });
  const asked = await fetch(`${url}/en/told`, { method: 'POST', body });
  expect(await asked.text()).toContain('Look into your mail');
  const { text } = await eventually(() => readMail({ to: [], raw: readFileSync(join(mails, '001.eml')) }));
  const [link = ''] = /http\S+\/en\/told\/confirm\S+/.exec(text) ?? [];
  const confirming = await visit(link);
  await confirming.send({});
  expect(confirming.text).toContain('The address is confirmed');
});

test('a run is named to a second one in the same folder, before any port', async () => {
  const second = startUp(folder);
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(
    new RegExp(
      `Another run \\(process ${running.pid} since \\S+ \\S+ \\S+, http://localhost:${folder.gatewayPort}\\) uses`,
    ),
  );
  expect(second.output()).not.toContain('Port');
});
