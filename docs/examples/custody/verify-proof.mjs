// Verifies the chain of custody of a recording offline, without any part of the system:
//
//   node verify-proof.mjs proof.json public-key.pem [recording.mp4]
//
// proof.json is the response of CustodyService/GetProof as JSON (its pages joined: `hromada recordings proof`).
// public-key.pem is the key with which the service signs; take it from the ministry, not from the proof.
// The formats: docs/custody-format.md and docs/audit-format.md. Node.js 20 or newer; no packages. It needs
// custody-chain.mjs beside it.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { checkEntries, hex, kindOf, netstring, sha256 } from './custody-chain.mjs';

const ENTRY = { index: 'number', previousHash: 'string', hash: 'string', kind: 'string', occurredTime: 'time' };
const LINK = { previousHash: 'string', hash: 'string', recordedTime: 'time', digest: 'string' };

const [proofFile, keyFile, recordingFile] = process.argv.slice(2);
if (proofFile === undefined || keyFile === undefined) {
  console.error('Usage: node verify-proof.mjs <proof.json> <public-key.pem> [recording]');
  process.exit(2);
}

const key = readKey();
const proof = readProof();
const entries = proof.entries ?? [];
const problems = [];
let signed;

await guarded(checkShape);
if (problems.length === 0) await guarded(check);

for (const problem of problems) console.error(`NOT VALID: ${onOneLine(problem)}`);
if (problems.length > 0) process.exit(1);
console.log(`Recording ${quoted(proof.recordingId)}, SHA-256 ${quoted(fact(entries[0], 'sha256'))}`);
if (recordingFile !== undefined) console.log('The file is the one that was registered.');
console.log(
  `Entries 1 to ${signed.index} of its chain of custody are intact and signed: ${quoted(signed.service)}, ${signed.time}.`,
);
if (entries.length > signed.index) {
  console.log(`Those from ${signed.index + 1} on are not signed yet, so they prove nothing: ask for a newer proof.`);
}
// Anybody can have written what is not signed, so nothing of it is shown.
for (const entry of entries)
  console.log(entry.index > signed.index ? `${entry.index}. NOT SIGNED YET` : described(entry));

function readKey() {
  try {
    const read = createPublicKey(readFileSync(keyFile));
    if (read.asymmetricKeyType === 'ed25519') return read;
  } catch {
    // Said below.
  }
  console.error(`${keyFile} is not the file of an Ed25519 public key`);
  process.exit(2);
}

function readProof() {
  const text = readFileSync(proofFile, 'utf8');
  try {
    const read = JSON.parse(text);
    if (isObject(read)) return read;
  } catch {
    // Said below.
  }
  console.error('NOT VALID: the proof is no JSON object');
  process.exit(1);
}

async function check() {
  signed = checkAnchor(checkEntries(proof, problems));
  if (recordingFile !== undefined) await checkRecording();
}

/** A proof that nobody expected is not valid either. */
async function guarded(work) {
  try {
    await work();
  } catch (error) {
    problems.push(`the proof is malformed: ${error.message}`);
  }
}

/** What must be there, so that its absence is named; what else is absent is empty. */
function checkShape() {
  need('the proof', proof, { recordingId: 'string' });
  if (!Array.isArray(entries)) problems.push('the entries are no list');
  else entries.forEach((entry, at) => need(`entry ${at + 1}`, entry, ENTRY));
  const { anchor } = proof;
  if (anchor === undefined) return;
  need('the anchor', anchor, {
    index: 'number',
    hash: 'string',
    auditEntry: 'object',
    links: 'list',
    checkpoint: 'object',
  });
  if (problems.length > 0) return;
  need('the audit entry', anchor.auditEntry, { kind: 'string', occurredTime: 'time', subjectIds: 'list' });
  if (anchor.links.length === 0) problems.push('the anchor has no links');
  for (const { left } of anchor.steps ?? []) {
    if (typeof (left ?? false) !== 'boolean') problems.push('a step of the anchor has no valid left');
  }
  anchor.links.forEach((link, at) => need(`link ${at + 1}`, link, LINK));
  need('the checkpoint', anchor.checkpoint, {
    service: 'string',
    hash: 'string',
    signedTime: 'time',
    signature: 'string',
  });
  if (!Number.isSafeInteger(anchor.index) || anchor.index < 1) problems.push('the anchor has no valid index');
}

function need(name, part, types) {
  if (!isObject(part)) return void problems.push(`${name} is no object`);
  for (const [field, type] of Object.entries(types)) {
    if (!isA(type, part[field])) problems.push(`${name} has no valid ${field}`);
  }
}

function isA(type, value) {
  if (type === 'list') return Array.isArray(value);
  if (type === 'time') return typeof value === 'string' && !Number.isNaN(Date.parse(value));
  return typeof value === type && !Array.isArray(value);
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** From the chain to the root of an anchor, to the audit entry that names the root, to the signature. */
function checkAnchor(kept) {
  const { anchor } = proof;
  const none = { index: 0, service: '', time: '' };
  if (anchor === undefined) {
    problems.push('no entry is signed yet: ask for a newer proof');
    return none;
  }
  const { auditEntry, links = [], checkpoint } = anchor;
  const end = kept.get(anchor.index);
  if (end !== undefined && hex(end.hash) !== hex(anchor.hash)) {
    problems.push(`entry ${anchor.index} is not the one that was signed`);
  }
  let node = sha256(`custody-leaf/1 ${proof.recordingId} ${anchor.index} ${hex(anchor.hash)}`);
  for (const { hash, left = false } of anchor.steps ?? []) {
    node = sha256(`custody-node/1 ${left ? `${hex(hash)} ${node}` : `${node} ${hex(hash)}`}`);
  }
  const isNamed =
    hex(anchor.root) === node &&
    auditEntry.method === 'anchor-custody' &&
    auditEntry.subjectIds?.[1] === `custody-root/1:${node}`;
  if (!isNamed) problems.push('the audit does not name the root of the anchor');
  checkAudit(auditEntry, links);
  const last = links.at(-1);
  if (hex(last?.hash) !== hex(checkpoint.hash) || last?.lastSequence !== checkpoint.sequence) {
    problems.push('the signature is not of the last link');
  }
  const line = [
    'audit-checkpoint/1',
    checkpoint.service,
    checkpoint.sequence,
    hex(checkpoint.hash),
    Date.parse(checkpoint.signedTime),
  ].join(' ');
  if (!verify(null, Buffer.from(line), key, Buffer.from(checkpoint.signature, 'base64'))) {
    problems.push('the signature was not made with this key');
  }
  return { index: anchor.index, service: checkpoint.service, time: timeOf(checkpoint.signedTime) };
}

/** The entry alone makes the first link, and each link follows the one before it. */
function checkAudit(entry, links) {
  const fields = [
    'audit-entry/1',
    '0',
    String(Date.parse(entry.occurredTime)),
    entry.kind.replace('ENTRY_KIND_', '').toLowerCase().replaceAll('_', '-'),
    entry.system ?? '',
    entry.edrpou ?? '',
    entry.actingUser ?? '',
    entry.purpose ?? '',
    entry.method ?? '',
    entry.requestId ?? '',
    entry.refusal ?? '',
    String(entry.times),
    hex(entry.reasonDigest),
    String(entry.subjectIds.length),
    ...entry.subjectIds,
  ];
  const digest = sha256(fields.map(netstring).join(''));
  const [first] = links;
  if (
    first?.firstSequence !== entry.sequence ||
    first.lastSequence !== entry.sequence ||
    hex(first.digest) !== sha256(Buffer.from(digest, 'hex'))
  ) {
    problems.push('the first link is not that of the anchor');
  }
  for (const [at, link] of links.entries()) {
    const line = [
      'audit-link/1',
      hex(link.previousHash),
      link.firstSequence,
      link.lastSequence,
      Date.parse(link.recordedTime),
      hex(link.digest),
    ].join(' ');
    if (sha256(line) !== hex(link.hash)) problems.push(`link ${link.firstSequence} was altered`);
    const before = links[at - 1];
    if (before !== undefined && hex(before.hash) !== hex(link.previousHash)) {
      problems.push(`link ${link.firstSequence} does not follow the one before it`);
    }
  }
}

async function checkRecording() {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(recordingFile)) hash.update(chunk);
  if (hash.digest('hex') !== fact(entries[0], 'sha256')) problems.push('the file is not the one that was registered');
}

function described(entry) {
  const { reason = '', place = '' } = entry.texts ?? {};
  const isWithheld = entry.texts === undefined && hex(entry.textDigest) !== '';
  const texts = { person: entry.actingUser, system: entry.system, reason, place };
  return [
    `${entry.index}. ${timeOf(entry.occurredTime)} ${onOneLine(kindOf(entry))}`,
    ...Object.entries(texts).flatMap(([name, text]) => (text ? [`${name} ${quoted(text)}`] : [])),
    ...(isWithheld ? ['reason not included'] : []),
  ].join(' | ');
}

/** A text of the proof, which may hold what looks like another part of the line. */
function quoted(text) {
  return `"${onOneLine(text.replace(/["\\]/g, '\\$&'))}"`;
}

/** Without what begins a line, moves a cursor, changes the direction, or is not seen. */
function onOneLine(text) {
  const escaped = (character) => `\\u{${character.codePointAt(0).toString(16)}}`;
  return text.replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, escaped);
}

/** Hashes and signatures cover the milliseconds only, so nothing else is shown. */
function timeOf(text) {
  return new Date(text).toISOString();
}

/** @returns the value of a line "key=value" of an entry. */
function fact(entry, key) {
  const line = (entry?.facts ?? '').split('\n').find((each) => each.startsWith(`${key}=`));
  return line === undefined ? '' : line.slice(key.length + 1);
}
