import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until no other run prepares the same folder, and keeps others waiting until the returned function is called
 * or this process ends. The lock is a socket with a name but no file, so it cannot outlive its holder.
 */
export async function takeTurn(root) {
  const { dev, ino } = statSync(root);
  for (let tries = 0; ; tries += 1) {
    const server = await listen(`\0safe-community-prepare-${dev}-${ino}`);
    if (server) return () => server.close();
    if (tries === 0) console.error('Another run prepares this folder; waiting for it.');
    await sleep(500);
  }
}

function listen(name) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('listening', () => resolve(server.unref()));
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(name);
  });
}
