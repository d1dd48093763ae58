import { Metadata, status } from '@grpc/grpc-js';
import {
  HromadaKind,
  ListHromadasResponse,
  type ListHromadasRequest,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { expect, test } from 'vitest';
import { CallError } from '../connection/call-error.ts';
import type { Connection } from '../connection/connect-services.ts';
import { readPlaces } from './registry-places.ts';

const VINNYTSIA = 'UA05020030000031457';
const MERGED = 'UA05020010000053508';
const IMPORTED = 'UA05020990000099999';
const ALL = [
  { code: VINNYTSIA, nameUk: 'Надбузька', kind: HromadaKind.URBAN, centreUk: 'Вінниця', raionNameUk: 'Вінницький' },
  { code: MERGED, nameUk: 'Агрономічна', kind: HromadaKind.RURAL, state: { successorCode: VINNYTSIA } },
  { code: IMPORTED, nameUk: 'Новоствореська' },
].map((hromada) => ({ oblastNameUk: 'Вінницька', ...hromada }));

/** A registry that answers a page for each hromada. */
function registry() {
  const asked: ListHromadasRequest[] = [];
  const territory = {
    async listHromadas(request: ListHromadasRequest) {
      asked.push(request);
      const at = Number(request.pageToken);
      const nextPageToken = at + 1 < ALL.length ? String(at + 1) : '';
      return ListHromadasResponse.fromPartial({ hromadas: ALL.slice(at, at + 1), nextPageToken });
    },
  };
  return { asked, connection: { territory } as unknown as Connection };
}

test('hromadas have the names of the registry, which is asked once for each page', async () => {
  const { asked, connection } = registry();
  const places = await readPlaces(connection);
  expect([VINNYTSIA, IMPORTED, 'UA0'].map((code) => places.nameOf(code))).toEqual([
    'Надбузька',
    'Новоствореська',
    'UA0',
  ]);
  expect(places.describe(VINNYTSIA)).toBe('Надбузька міська громада, Вінницький район, Вінницька область (Nadbuzka)');
  expect(places.describe(IMPORTED)).toBe('Новоствореська громада, Вінницька область (Novostvoreska)');
  expect(asked.map(({ pageToken }) => pageToken)).toEqual(['', '1', '2']);
});

test.each([
  ['a new name', 'Надбузька', VINNYTSIA],
  ['a new name in Latin letters', 'nadbuzka', VINNYTSIA],
  ['the centre', 'Вінниця', VINNYTSIA],
  ['a former name', 'Вінницька', VINNYTSIA],
  ['an imported hromada', 'Новоствореська', IMPORTED],
  ['a code in small letters', IMPORTED.toLowerCase(), IMPORTED],
  ['the code of a merged hromada', MERGED, MERGED],
  ['the name of a merged hromada', 'Агрономічна', MERGED],
])('finds %s', async (_, text, code) => {
  expect((await readPlaces(registry().connection)).find(text).code).toBe(code);
});

test('names what it does not find', async () => {
  const places = await readPlaces(registry().connection);
  expect(() => places.find('Атлантида')).toThrow('No hromada has the code or name “Атлантида”.');
});

function refusing(code: status): Connection {
  const refusal = Object.assign(new Error(status[code]), { code, details: '', metadata: new Metadata() });
  const listHromadas = () => Promise.reject(new CallError({ name: 'officer-registry', address: '' }, refusal));
  return { territory: { listHromadas } } as unknown as Connection;
}

test('a caller who may not read the directory gets the names of the built-in table', async () => {
  const places = await readPlaces(refusing(status.PERMISSION_DENIED));
  expect(places.find('Вінницька').code).toBe(VINNYTSIA);
  expect(places.find('Київ').kind).toBe('special-city');
  await expect(readPlaces(refusing(status.UNAVAILABLE))).rejects.toThrow(CallError);
});
