import { execFile, spawnSync, type ExecFileException } from 'node:child_process';

/** Programs that these tests run, and the Debian packages that contain them. */
const PACKAGES = {
  kubectl: 'kubectl',
  kustomize: 'kustomize',
  promtool: 'prometheus',
  buildah: 'buildah mmdebstrap',
  // Validates a file without Docker.
  'docker-compose': 'docker-compose',
  // Needs runc as its runtime: [engine] runtime = "runc" in /etc/containers/containers.conf.d/runtime.conf.
  podman: 'podman runc netavark aardvark-dns conmon catatonit nftables iptables',
};

type Tool = keyof typeof PACKAGES;

const MAX_OUTPUT = 64 * 1024 ** 2;

/**
 * Runs a program to completion and returns its output.
 * @throws {Error} when it is missing (with how to install it) or fails (with its output): a check that did not run must
 * not look like a check without findings.
 */
export function runTool(tool: Tool, args: readonly string[], cwd?: string): string {
  const { stdout, stderr, status, error } = spawnSync(tool, args, { cwd, encoding: 'utf8', maxBuffer: MAX_OUTPUT });
  if (error !== undefined) throw isMissing(error) ? missing(tool) : error;
  if (status !== 0) throw failed(tool, args, status, stderr || stdout);
  return stdout;
}

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Same, asynchronously; `input` is written to its standard input. */
export function runToolAside(tool: Tool, args: readonly string[], input = ''): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string): void => {
      if (error === null) resolve({ stdout, stderr });
      else reject(isMissing(error) ? missing(tool) : failed(tool, args, error.code ?? error.signal, stderr || stdout));
    };
    // Otherwise podman warns on each call on a machine with cgroups v1.
    const env = { ...process.env, PODMAN_IGNORE_CGROUPSV1_WARNING: '1' };
    const { stdin } = execFile(tool, args, { maxBuffer: MAX_OUTPUT, env }, done);
    // EPIPE: the exit code of a program that did not read its input shows whether that matters.
    stdin?.on('error', () => undefined);
    stdin?.end(input);
  });
}

function isMissing(error: Error & { code?: unknown }): boolean {
  return error.code === 'ENOENT';
}

function missing(tool: Tool): Error {
  return new Error(
    `The program ${tool} is missing, so nothing was checked: apt-get install --no-install-recommends ${PACKAGES[tool]}`,
  );
}

function failed(tool: Tool, args: readonly string[], how: unknown, said: string): Error {
  return new Error(`${tool} ${args.join(' ')} ended with ${String(how)}:\n${said}`);
}
