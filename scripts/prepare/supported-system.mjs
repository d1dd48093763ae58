import { Problem } from './problem.mjs';

const SUPPORTED = ['linux-x64', 'linux-arm64'];

/** Fails in plain words where the pinned Node 24 and PostgreSQL cannot run. */
export function requireSupportedSystem() {
  const system = `${process.platform}-${process.arch}`;
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Problem(
      `Node ${process.versions.node} is too old: Node 20 or newer is needed to begin (the project then brings its own Node 24).`,
    );
  }
  if (!SUPPORTED.includes(system)) {
    throw new Problem(
      `This runs on Debian and alike, ${SUPPORTED.join(' or ')}; this machine is ${system}.\n` +
        'Use a Debian virtual machine or container, or WSL 2 on Windows.',
    );
  }
  if (!process.report.getReport().header.glibcVersionRuntime) {
    throw new Problem(
      'This Linux has no glibc (Alpine?): the pinned Node 24 and PostgreSQL need it. Use Debian or another distribution with glibc.',
    );
  }
}
