import { readFileSync } from 'node:fs';

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

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Start time in clock ticks. It distinguishes a reused process number from the original one. */
  readonly started: string;
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

/** From /proc; undefined if there is no such process, or only a zombie. */
function processOf(pid: number): Process | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  return { pid, parent: Number(parent), name, started: rest[17] ?? '' };
}
