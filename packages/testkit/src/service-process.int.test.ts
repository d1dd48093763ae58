import { join } from 'node:path';
import { accepts, freePort } from '@safe-community/local-stack';
import { describe, expect, it } from 'vitest';
import { startServiceProcess } from './index.ts';

describe('startServiceProcess', () => {
  it('runs, kills, restarts and stops a real process', async () => {
    const port = await freePort();
    const service = await startServiceProcess({
      name: 'counting-service',
      main: join(import.meta.dirname, '../test/programs/counting-service.ts'),
      env: { PORT: `${port}`, GREETING: 'hello' },
      readyWhen: () => accepts(port),
    });
    const first = service.pid;
    await service.kill();
    expect(await accepts(port)).toBe(false);
    expect(service.output()).not.toContain('drained');

    await service.restart({ GREETING: 'again' });
    expect(await accepts(port)).toBe(true);
    expect(service.pid).not.toBe(first);
    await service.stop();
    expect(service.output()).toBe('started with hello\nstarted with again\ndrained\n');
  });
});
