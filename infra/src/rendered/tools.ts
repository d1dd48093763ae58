import { execFile, spawnSync, type ExecFileException } from 'node:child_process';

/** Programs that these tests run, and the Debian packages that bring them. */
const PACKAGES = {
  kubectl: 'kubectl',
  kustomize: 'kustomize',
  promtool: 'prometheus',
  buildah: 'buildah mmdebstrap',
  // Needs no Docker to look at a file.
  'docker-compose': 'docker-compose',
  // With runc as its runtime: [engine] runtime = "runc" in /etc/containers/containers.conf.d/runtime.conf.
  podman: 'podman runc netavark aardvark-dns conmon catatonit nftables iptables',
};

type Tool = keyof typeof PACKAGES;

const MAX_OUTPUT = 64 * 1024 ** 2;

/**
 * Runs a program to its end and gives what it printed.
 * @throws {Error} when it is missing, with how to get it, or when it fails, with what it said: a check that did not run
 * must never look like one that found nothing.
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

/** The same beside other work; `input` is piped into it. */
export function runToolAside(tool: Tool, args: readonly string[], input = ''): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string): void => {
      if (error === null) resolve({ stdout, stderr });
      else reject(isMissing(error) ? missing(tool) : failed(tool, args, error.code ?? error.signal, stderr || stdout));
    };
    // Else podman warns at each call on a machine with the former cgroups.
    const env = { ...process.env, PODMAN_IGNORE_CGROUPSV1_WARNING: '1' };
    const { stdin } = execFile(tool, args, { maxBuffer: MAX_OUTPUT, env }, done);
    // One that ends without having read what it was given says by its exit code whether that matters.
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
