import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError, startProcess, type RunningProcess } from '@safe-community/local-stack';
import { NotPossibleHere } from '../not-possible-here.ts';

/** Output that means the file system is mounted. */
const READY = 'ready';

/**
 * A file system of fixed size in memory, which can be filled to the last byte. It is mounted in the mount namespace of
 * one process that exits with us, and accessed through that process, so nothing stays mounted however we exit.
 */
export class SmallDisk {
  /** Path of its files. */
  readonly folder: string;
  readonly #holder: RunningProcess;

  private constructor(holder: RunningProcess) {
    this.#holder = holder;
    this.folder = folderOf(holder.pid);
  }

  /**
   * @param at a folder for the mount point and a log.
   * @throws NotPossibleHere when this machine allows no mount.
   */
  static async make(at: string, megabytes: number): Promise<SmallDisk> {
    const mountPoint = join(at, 'mount');
    mkdirSync(mountPoint, { recursive: true });
    const mount = `mount -t tmpfs -o size=${megabytes}m,mode=0755 tmpfs "$0"`;
    // A user who is not root may mount in a user namespace.
    const asWhom = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
    try {
      const holder = await startProcess({
        name: 'the small disk',
        command: 'unshare',
        args: [
          ...asWhom,
          '--mount',
          'sh',
          '-c',
          `${mount} && cd "$0" && touch ${READY} && exec sleep infinity`,
          mountPoint,
        ],
        logFile: join(at, 'log'),
        readyWhen: (pid) => existsSync(join(folderOf(pid), READY)),
      });
      return new SmallDisk(holder);
    } catch (error) {
      if (!(error instanceof LocalStackError)) throw error;
      throw new NotPossibleHere(`a small disk needs root or user namespaces: ${error.message}`, { cause: error });
    }
  }

  /** Fills all free space; can be repeated. */
  fill(): void {
    const ballast = openSync(this.#ballast(), 'a');
    try {
      for (const bytes of [1_048_576, 4_096]) writeUntilFull(ballast, Buffer.alloc(bytes));
    } finally {
      closeSync(ballast);
    }
  }

  /** Frees the space. */
  free(): void {
    rmSync(this.#ballast(), { force: true });
  }

  /** Unmounts it; its files are lost. */
  remove(): Promise<void> {
    return this.#holder.stop();
  }

  #ballast(): string {
    return join(this.folder, 'ballast');
  }
}

function folderOf(pid: number): string {
  return `/proc/${pid}/cwd`;
}

function writeUntilFull(file: number, bytes: Buffer): void {
  try {
    for (;;) writeSync(file, bytes);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
