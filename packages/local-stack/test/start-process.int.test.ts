import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { eventually, testFolder } from '@safe-community/testkit';
import { describe, expect, it } from 'vitest';
import { runToEnd, startProcess, type ProcessSpec } from '../src/index.ts';

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
    await expect(startProcess(spec)).rejects.toThrow(/^sample was not ready within 0\.[24] s/);
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('waits on for a program that is at work, and not for one that stands still', async () => {
    const busy = 'const until = Date.now() + 60_000; while (Date.now() < until);';
    let looks = 0;
    // Several periods: between two looks are 50 ms.
    const running = await startProcess(script(busy, { readyWhen: () => (looks += 1) > 30, readyWithinMs: 300 }));
    await running.kill();
    await expect(
      startProcess(script('setInterval(() => {}, 1000)', { readyWhen: () => (looks += 1) > 60, readyWithinMs: 300 })),
    ).rejects.toThrow(/^sample was not ready within 0\.[36] s/);
  });

  it('ends a start that is aborted with the reason, and leaves nothing running', async () => {
    const aborting = new AbortController();
    const reason = new Error('asked to stop');
    let pid = 0;
    const spec = script('setInterval(() => {}, 1000)', {
      signal: aborting.signal,
      readyWhen: (of) => {
        pid = of;
        aborting.abort(reason);
        return false;
      },
    });
    await expect(startProcess(spec)).rejects.toBe(reason);
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
    await expect(startProcess(spec)).rejects.toBe(reason);
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

describe('runToEnd', () => {
  it('resolves at the end of a program, and says how one failed', async () => {
    const spec = script('console.log("done")');
    await runToEnd(spec);
    expect(readFileSync(spec.logFile, 'utf8')).toBe('done\n');
    await expect(runToEnd(script('console.error("no such table"); process.exitCode = 3'))).rejects.toThrow(
      /^sample exited with code 3\.[^]*no such table$/,
    );
  });

  it('ends with the reason of the signal, after the program', async () => {
    const aborting = new AbortController();
    const reason = new Error('asked to stop');
    const { logFile, ...spec } = script('console.log(process.pid); setInterval(() => {}, 1000)');
    const end = runToEnd({ ...spec, logFile, signal: aborting.signal });
    const written = () => readFileSync(logFile, 'utf8').trim();
    await eventually(() => expect(written()).toMatch(/^\d+$/));
    aborting.abort(reason);
    await expect(end).rejects.toBe(reason);
    expect(isAlive(Number(written()))).toBe(false);
  });
});
