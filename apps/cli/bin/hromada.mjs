#!/usr/bin/env node
// Runs the program with the Node of this repository: the one that found this file may be older. Plain JavaScript that
// Node 20 can read.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
const node = join(root, 'node_modules', '.bin', 'node');
if (!existsSync(node)) {
  console.error(`The packages are not installed: run npm start in ${root} first.`);
  process.exit(1);
}
const main = join(import.meta.dirname, '..', 'src', 'main.ts');
const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl-C reaches the child by itself; we only wait until it has put everything away.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
}
child.on('exit', (code) => process.exit(code ?? 1));
