import { spawnSync } from 'node:child_process';

/** Programs that these tests run, and the Debian packages that bring them. */
const PACKAGES = { kustomize: 'kustomize', promtool: 'prometheus', podman: 'podman', buildah: 'buildah' };

/**
 * Runs a program to its end and gives what it printed.
 * @throws {Error} when it is missing, with how to get it, or when it fails, with what it said: a check that did not run
 * must never look like one that found nothing.
 */
export function runTool(tool: keyof typeof PACKAGES, args: readonly string[], cwd?: string): string {
  const { stdout, stderr, status, error } = spawnSync(tool, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') {
    throw new Error(`The program ${tool} is missing, so nothing was checked: apt-get install ${PACKAGES[tool]}`);
  }
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${tool} ${args.join(' ')} ended with ${status}:\n${stderr || stdout}`);
  return stdout;
}
