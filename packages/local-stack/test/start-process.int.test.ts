import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { testFolder } from '@safe-community/testkit';
import { describe, expect, it } from 'vitest';
import { startProcess, type ProcessSpec } from '../src/index.ts';

function script(source: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  return {
    name: 'sample',
    command: process.execPath,
    args: ['-e', source],
    logFile: join(testFolder('process'), 'log'),
    ...more,
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('startProcess', () => {
  it('reports how a program ended unexpectedly, with its last lines', async () => {
    const running = await startProcess(script('console.error("the disk is on fire"); process.exitCode = 3'));
    const error = await running.unexpectedExit;
    expect(error.message).toMatch(/^sample exited with code 3\./);
    expect(error.message).toContain('the disk is on fire');
  });

  it('fails at once when the program ends before it is ready', async () => {
    const spec = script('process.exitCode = 1', { readyWhen: () => false, readyWithinMs: 2 ** 31 - 1 });
    await expect(startProcess(spec)).rejects.toThrow('sample exited with code 1');
  });

  it('leaves nothing running when the program is not ready in time', async () => {
    let pid = 0;
    const neverReady = (of: number): boolean => {
      pid = of;
      return false;
    };
    const spec = script('setInterval(() => {}, 1000)', { readyWhen: neverReady, readyWithinMs: 200 });
    await expect(startProcess(spec)).rejects.toThrow('sample was not ready within 0.2 s');
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('kills a program that ignores the stop signal', async () => {
    const spec = script('process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)', {
      stopWithinMs: 200,
    });
    const running = await startProcess({ ...spec, readyWhen: () => readFileSync(spec.logFile, 'utf8').includes('up') });
    await running.stop();
    expect(isAlive(running.pid)).toBe(false);
  });

  it('does not report a stop as unexpected', async () => {
    const running = await startProcess(script('setInterval(() => {}, 1000)'));
    let isReported = false;
    void running.unexpectedExit.then(() => (isReported = true));
    // The stop awaits the exit, which would be reported in the same turn.
    await running.stop();
    await endOfTurn();
    expect(isReported).toBe(false);
  });

  it('reports a missing program', async () => {
    await expect(startProcess({ ...script(''), command: '/nowhere/program', readyWhen: () => false })).rejects.toThrow(
      '/nowhere/program',
    );
  });
});
