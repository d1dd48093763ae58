import { processOf, type Process } from './process-of.ts';

const EVERY_MS = 500;

/**
 * Calls `onGone` once when the npm command that started this process is gone (kill -9 of npm leaves us running without
 * a terminal). Watches every process from our parent up to npm. Without npm it watches nothing, so that `nohup node …
 * &` can continue.
 * @returns a function that stops watching.
 */
export function watchParent(onGone: () => void): () => void {
  const chain = process.env['npm_lifecycle_event'] ? ancestorsUpToNpm() : [];
  if (chain.length === 0) return () => undefined;
  const timer = setInterval(() => {
    if (chain.every(({ pid, started }) => processOf(pid)?.started === started)) return;
    clearInterval(timer);
    onGone();
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Empty if npm is not among our ancestors: its variable was inherited from further up. */
function ancestorsUpToNpm(): Process[] {
  const chain: Process[] = [];
  for (let next = processOf(process.ppid); next && next.pid > 1; next = processOf(next.parent)) {
    chain.push(next);
    if (next.name.startsWith('npm')) return chain;
  }
  return [];
}
