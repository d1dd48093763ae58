import { join } from 'node:path';
import { LocalStackError, startProcess, waitUntil, type RunningProcess } from '@safe-community/local-stack';
import { environmentOfGateway, GATEWAY_PROGRAM, type Surroundings } from './service-plan.ts';
import { say } from '../terminal/language.ts';

/** The pages, at an address that a browser on this machine can open. */
export function urlOfGateway(port: number): string {
  return `http://localhost:${port}`;
}

/** Starts the gateway and waits until it answers. Ends with the reason of the signal when it is aborted. */
export function startGateway(port: number, surroundings: Surroundings, signal: AbortSignal): Promise<RunningProcess> {
  return startProcess({
    name: 'gateway',
    command: process.execPath,
    args: [GATEWAY_PROGRAM],
    env: environmentOfGateway(port, surroundings),
    logFile: join(surroundings.root.logs, 'gateway.log'),
    signal,
    readyWhen: () => isHealthy(port),
  });
}

async function isHealthy(port: number): Promise<boolean> {
  return (await statusOf(port, '/health')) === 200;
}

/** On a busy machine, services answer late at first, and the gateway says so instead of showing figures. */
const SHOWN_WITHIN_MS = 60_000;

/** Waits until the pages show the figures of the services. Throws if one does not. */
export async function checkPages(port: number): Promise<void> {
  const everyMs = 500;
  for (const path of ['/', '/scorecard', '/en/scorecard']) {
    let status: number | undefined;
    const isShown = async (): Promise<boolean> => (status = await statusOf(port, path)) === 200;
    if (await waitUntil(isShown, { withinMs: SHOWN_WITHIN_MS, everyMs })) continue;
    throw new LocalStackError(
      say({
        uk: `Сторінка ${path}: відповідь ${status ?? 'немає'}.`,
        en: `The page ${path} of the gateway answered ${status ?? 'nothing'}.`,
      }),
    );
  }
}

/** Undefined if nothing answers. */
async function statusOf(port: number, path: string): Promise<number | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(10_000) });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return undefined;
    throw error;
  }
}
