import { setTimeout as sleep } from 'node:timers/promises';
import { it } from 'vitest';

it('does not finish', async () => {
  // oxlint-disable-next-line no-console -- what it prints is tested
  console.error('said before the process ends');
  await sleep(200);
  process.kill(process.pid, 'SIGKILL');
  await sleep(10_000);
});
