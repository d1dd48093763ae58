import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SigningKey } from '@safe-community/audit/signing';
import { GetProofResponse } from '@safe-community/contracts/cameras/v1/custody_service.ts';

const PROGRAM = fileURLToPath(new URL('../../../docs/examples/custody/verify-proof.mjs', import.meta.url));

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program that a court runs, with files as a court has them. */
export async function runProofProgram(proof: GetProofResponse, trusted: SigningKey, recording?: string) {
  return runWithProof(JSON.stringify(GetProofResponse.toJSON(proof)), trusted, recording);
}

/** @param proof the content of the file, whatever it is. */
export async function runWithProof(proof: string, trusted: SigningKey, recording?: string): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'proof-'));
  const write = (name: string, content: string | Buffer): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const publicKey = createPublicKey({ key: trusted.publicKey, format: 'der', type: 'spki' });
  const args = [
    write('proof.json', proof),
    write('key.pem', publicKey.export({ format: 'pem', type: 'spki' })),
    ...(recording === undefined ? [] : [write('recording', recording)]),
  ];
  try {
    return await runWithFiles(args);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param args of the program: the files of the proof, of the key, and optionally of the recording. */
export async function runWithFiles(args: readonly string[]): Promise<Ended> {
  // A thread instead of a process, because tests run the program a hundred times.
  const worker = new Worker(PROGRAM, { argv: [...args], stdout: true, stderr: true });
  const [stdout, stderr, [code]] = await Promise.all([text(worker.stdout), text(worker.stderr), once(worker, 'exit')]);
  return { code: Number(code), stdout, stderr };
}
