import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AUDIENCE,
  DEV_ISSUER,
  issueToken,
  newSigningKey,
  publicHalf,
  serveKeys,
  type KeyServer,
  type SigningKey,
  type TokenOf,
} from '@safe-community/security/dev-issuer';
import { importJWK, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { isKeySource, tokenVerifier, type TokenVerifier } from './index.ts';

const OFFICER: TokenOf = {
  person: 'officer-7',
  system: 'client',
  roles: ['community-officer'],
  territory: ['UA05020030000031457'],
};

let key: SigningKey;
let server: KeyServer;
let verifier: TokenVerifier;
let now: number;
beforeAll(async () => {
  key = await newSigningKey('first');
});
beforeEach(async () => {
  now = Date.now();
  server = await serveKeys([key]);
  verifier = verifierOf(server.jwks);
});
afterEach(() => server.close());

function verifierOf(jwks: string): TokenVerifier {
  return tokenVerifier({ issuer: DEV_ISSUER, audience: AUDIENCE, jwks }, () => now);
}

it('a token contains the person, the roles and the territory', async () => {
  expect(await verifier.verify(await issueToken(key, OFFICER))).toEqual({
    id: 'officer-7',
    system: 'client',
    roles: ['community-officer'],
    territory: new Set(['UA05020030000031457']),
    expiresAt: expect.any(Number),
  });
});

it.each([
  ['its expiry', 600, 600],
  ['the maximum lifetime', 24 * 3_600, 12 * 3_600],
])('a token is valid until %s', async (_, lasts, until) => {
  const issuedAt = new Date(now - 60_000);
  const token = await issueToken(key, { ...OFFICER, issuedAt, lastsSeconds: lasts });
  const { expiresAt } = await verifier.verify(token);
  const skew = 30;
  expect(Math.abs(expiresAt - issuedAt.getTime() - (until + skew) * 1_000)).toBeLessThanOrEqual(1_000);
});

describe('rejects a token', () => {
  it.each<[string, Partial<TokenOf>]>([
    ['of another issuer', { issuer: 'urn:other' }],
    ['for another audience', { audience: 'other' }],
    ['issued in the future', { issuedAt: new Date(Date.now() + 120_000) }],
    ['with an invalid person id', { person: 'Олена' }],
    ['without a role', { roles: [] }],
    ['of an invalid territory', { territory: ['*'] }],
  ])('%s', async (_, other) => {
    const token = await issueToken(key, { ...OFFICER, ...other });
    await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'TokenError', reason: 'invalid' });
  });

  it.each(['sub', 'exp', 'iat'])('without %s', async (claim) => {
    const [, payload = ''] = (await issueToken(key, OFFICER)).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const signed = (of: Record<string, unknown>) => new SignJWT(of).setProtectedHeader({ alg: 'ES256', kid: key.kid });
    const secret = await importJWK(key, 'ES256');
    expect(await verifier.verify(await signed(claims).sign(secret))).toMatchObject({ id: 'officer-7' });
    const { [claim]: _, ...rest } = claims;
    const lacking = await signed(rest).sign(secret);
    await expect(verifier.verify(lacking)).rejects.toMatchObject({ name: 'TokenError', reason: 'invalid' });
  });

  it('signed by an unpublished key', async () => {
    const token = await issueToken(await newSigningKey('other'), OFFICER);
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'invalid' });
  });

  it('signed by another key under the id of the published one', async () => {
    const token = await issueToken(await newSigningKey('first'), OFFICER);
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'invalid' });
  });

  it('altered, unsigned, or signed with the public key as a secret', async () => {
    const [header = '', payload = '', signature = ''] = (await issueToken(key, OFFICER)).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const chief = encode({ ...claims, roles: ['administrator'] });
    const none = encode({ alg: 'none' });
    const hs256 = encode({ alg: 'HS256', kid: 'first' });
    const secret = JSON.stringify(publicHalf(key));
    const forged = createHmac('sha256', secret).update(`${hs256}.${chief}`).digest('base64url');
    const tokens = [`${header}.${chief}.${signature}`, `${none}.${chief}.`, `${hs256}.${chief}.${forged}`, 'a.b.c', ''];
    for (const token of tokens) await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'invalid' });
  });

  it('longer than any valid one', async () => {
    const token = await issueToken(key, { ...OFFICER, issuer: 'x'.repeat(5_000) });
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'invalid' });
    expect(server.asked()).toBe(0);
  });
});

describe('an expired token', () => {
  it('is rejected, with half a minute of clock skew allowed', async () => {
    const token = await issueToken(key, { ...OFFICER, lastsSeconds: 60 });
    now += 80_000;
    expect(await verifier.verify(token)).toMatchObject({ id: 'officer-7' });
    now += 12_000;
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'expired' });
  });

  it('is rejected half a day after it was issued, whatever its expiry', async () => {
    const token = await issueToken(key, { ...OFFICER, lastsSeconds: 7 * 24 * 3_600 });
    now += 13 * 3_600_000;
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'expired' });
  });
});

describe('keys', () => {
  it('are fetched once for many tokens, and a token is verified once', async () => {
    const token = await issueToken(key, OFFICER);
    for (let count = 0; count < 5; count += 1) await verifier.verify(token);
    await verifier.verify(await issueToken(key, { ...OFFICER, person: 'other' }));
    expect(server.asked()).toBe(1);
  });

  it('that are new are found at once, and withdrawn ones are valid for at most a minute', async () => {
    const old = await issueToken(key, OFFICER);
    const verifierOfNew = verifierOf(server.jwks);
    const other = await newSigningKey('second');
    server.publish([other]);
    expect(await verifierOfNew.verify(await issueToken(other, OFFICER))).toMatchObject({ id: 'officer-7' });
    await expect(verifierOfNew.verify(old)).rejects.toMatchObject({ reason: 'invalid' });
  });

  it('that are unavailable are a transient fault, whatever the token', async () => {
    const token = await issueToken(key, OFFICER);
    const away = verifierOf(server.jwks);
    await server.close();
    await expect(away.verify(token)).rejects.toMatchObject({ name: 'KeysAwayError' });
    await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'KeysAwayError' });
    server = await serveKeys([key], Number(new URL(server.jwks).port));
    expect(await away.verify(token)).toMatchObject({ id: 'officer-7' });
  });

  it('are not needed for tokens of the last minute, of any number of people', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jwks-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'jwks.json');
    writeFileSync(file, JSON.stringify({ keys: [publicHalf(key)] }));
    const ofFile = verifierOf(file);
    const people = ['officer-7', 'officer-8', 'officer-9'];
    const tokens = await Promise.all(people.map((person) => issueToken(key, { ...OFFICER, person })));
    for (const token of tokens) await ofFile.verify(token);
    rmSync(file);
    now += 59_000;
    const known = await Promise.all(tokens.map((token) => ofFile.verify(token)));
    expect(known.map(({ id }) => id)).toEqual(people);
    now += 2_000;
    for (const token of tokens) await expect(ofFile.verify(token)).rejects.toMatchObject({ name: 'KeysAwayError' });
  });

  it('in a file are read again when it has changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jwks-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'jwks.json');
    writeFileSync(file, JSON.stringify({ keys: [publicHalf(key)] }));
    const ofFile = verifierOf(file);
    expect(await ofFile.verify(await issueToken(key, OFFICER))).toMatchObject({ id: 'officer-7' });
    const other = await newSigningKey('second');
    writeFileSync(file, JSON.stringify({ keys: [publicHalf(other)] }));
    utimesSync(file, new Date(), new Date(Date.now() + 5_000));
    expect(await ofFile.verify(await issueToken(other, OFFICER))).toMatchObject({ id: 'officer-7' });
    rmSync(file);
    const another = await issueToken(other, { ...OFFICER, person: 'officer-8' });
    await expect(ofFile.verify(another)).rejects.toMatchObject({ name: 'KeysAwayError' });
  });

  it.each([
    ['https://id.example.gov.ua/jwks.json', true],
    ['http://127.0.0.1:8080/jwks.json', true],
    ['http://id.example.gov.ua/jwks.json', false],
    ['/etc/safe-community/jwks.json', true],
    ['ftp://127.0.0.1/jwks.json', false],
    ['jwks.json', false],
  ])('from %s: %s', (from, is) => {
    expect(isKeySource(from)).toBe(is);
  });
});

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
