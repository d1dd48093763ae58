import { execFile } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SigningKey } from '@safe-community/audit/signing';
import { GetProofResponse } from '@safe-community/contracts/cameras/v1/custody_service.ts';

const PROGRAM = fileURLToPath(new URL('../../../docs/examples/custody/verify-proof.mjs', import.meta.url));

/** Runs the program that a court runs, with files as a court has them. */
export async function runProofProgram(
  proof: GetProofResponse,
  trusted: SigningKey,
  recording?: string,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'proof-'));
  const write = (name: string, content: string | Buffer): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const publicKey = createPublicKey({ key: trusted.publicKey, format: 'der', type: 'spki' });
  const args = [
    PROGRAM,
    write('proof.json', JSON.stringify(GetProofResponse.toJSON(proof))),
    write('key.pem', publicKey.export({ format: 'pem', type: 'spki' })),
    ...(recording === undefined ? [] : [write('recording', recording)]),
  ];
  try {
    return await new Promise((resolve) => {
      execFile(process.execPath, args, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
