/** Writes the sample of docs/examples/custody: a proof, the same one after somebody altered it, and the public key. */
import { createPublicKey, hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newAuditKey, SigningKey } from '@safe-community/audit/signing';
import { GetProofResponse } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { inventedProof } from '../invented-proof.ts';

const FOLDER = join(import.meta.dirname, '../../../../docs/examples/custody/sample');

const key = new SigningKey(newAuditKey());
const recording = readFileSync(join(FOLDER, 'recording.txt'));
const facts = { sha256: hash('sha256', recording, 'hex'), size_bytes: String(recording.length) };
const proof = inventedProof(
  key,
  [
    { kind: 'registered', facts },
    { kind: 'view', actingUser: 'olena', reason: 'перевірка за скаргою', place: 'Київ, каб. 12' },
    { kind: 'categorise', actingUser: 'olena', facts: { category: 'evidence' }, reason: 'доказ у справі' },
    { kind: 'export', actingUser: 'ivan', reason: 'копія для слідчого' },
    { kind: 'redaction', actingUser: 'ivan', reason: 'знеособлення сторонніх осіб', place: 'Київ, каб. 7' },
    { kind: 'share', actingUser: 'ivan', reason: 'передано суду за ухвалою' },
    { kind: 'export', actingUser: 'ivan', facts: { what: 'proof' }, reason: 'запит суду' },
  ],
  6,
);
const altered = {
  ...proof,
  // Another person exported it, and the entry of the redaction is gone.
  entries: proof.entries
    .filter(({ index }) => index !== 5)
    .map((entry) => (entry.index === 4 ? { ...entry, actingUser: 'petro' } : entry)),
};

const asJson = (each: GetProofResponse) => `${JSON.stringify(GetProofResponse.toJSON(each), null, 2)}\n`;
writeFileSync(join(FOLDER, 'proof.json'), asJson(proof));
writeFileSync(join(FOLDER, 'altered-proof.json'), asJson(altered));
const publicKey = createPublicKey({ key: key.publicKey, format: 'der', type: 'spki' });
writeFileSync(join(FOLDER, 'public-key.pem'), publicKey.export({ format: 'pem', type: 'spki' }));
