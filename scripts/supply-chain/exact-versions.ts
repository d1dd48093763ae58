/** The parts of a package.json that say what it needs. */
export interface Needs {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** Versions that leave open what is installed. `file` is the package.json, for the message. */
export function openVersions(file: string, needs: Needs): string[] {
  return KINDS.flatMap((kind) =>
    Object.entries(needs[kind] ?? {})
      .filter(([, version]) => !EXACT.test(version))
      .map(([name, version]) => `${file}: ${kind} wants ${name} ${version}; write one exact version, such as 1.2.3`),
  );
}
