import { Metadata, status } from '@grpc/grpc-js';
import {
  GetHromadaResponse,
  HromadaKind,
  ListHromadasResponse,
  type GetHromadaRequest,
  type ListHromadasRequest,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { expect, test } from 'vitest';
import { CallError } from '../connection/call-error.ts';
import type { Connection } from '../connection/connect-services.ts';
import { registryPlaces } from './registry-places.ts';

const VINNYTSIA = 'UA05020030000031457';
const MERGED = 'UA05020010000053508';
const IMPORTED = 'UA05020990000099999';
const ALL = [
  { code: VINNYTSIA, nameUk: 'Надбузька', kind: HromadaKind.URBAN, centreUk: 'Вінниця', raionNameUk: 'Вінницький' },
  { code: MERGED, nameUk: 'Агрономічна', kind: HromadaKind.RURAL, state: { successorCode: VINNYTSIA } },
  { code: IMPORTED, nameUk: 'Новоствореська' },
].map((hromada) => ({ oblastNameUk: 'Вінницька', ...hromada }));

const DISTRICT = { code: '0520655500', nameUk: 'Деснянська' };

/** A registry that answers a page for each hromada. */
function registry() {
  const asked: ListHromadasRequest[] = [];
  const askedAlone: string[] = [];
  const territory = {
    async getHromada({ hromadaCode }: GetHromadaRequest) {
      askedAlone.push(hromadaCode);
      const hromada = ALL.find(({ code }) => code === hromadaCode);
      if (hromada === undefined) throw refusal(status.NOT_FOUND);
      return GetHromadaResponse.fromPartial({ hromada, starostaDistricts: [DISTRICT] });
    },
    async listHromadas(request: ListHromadasRequest) {
      asked.push(request);
      const at = Number(request.pageToken);
      const nextPageToken = at + 1 < ALL.length ? String(at + 1) : '';
      return ListHromadasResponse.fromPartial({ hromadas: ALL.slice(at, at + 1), nextPageToken });
    },
  };
  return { asked, askedAlone, connection: { territory } as unknown as Connection };
}

test('hromadas have the names of the registry, which is asked once for each page', async () => {
  const { asked, connection } = registry();
  const places = registryPlaces(connection);
  const names = await places.namesOf([VINNYTSIA, IMPORTED, 'UA0', 'UA1']);
  expect([VINNYTSIA, IMPORTED, 'UA0'].map((code) => names.nameOf(code))).toEqual([
    'Надбузька',
    'Новоствореська',
    'UA0',
  ]);
  await places.find('Надбузька');
  expect(asked.map(({ pageToken }) => pageToken)).toEqual(['', '1', '2']);
});

test('a code asks for that hromada alone, once', async () => {
  const { asked, askedAlone, connection } = registry();
  const places = registryPlaces(connection);
  expect(await places.find(` ${VINNYTSIA.toLowerCase()} `)).toMatchObject({ code: VINNYTSIA, name: 'Надбузька' });
  expect(await places.describe(VINNYTSIA)).toBe(
    'Надбузька міська громада, Вінницький район, Вінницька область (Nadbuzka)',
  );
  expect(await places.districtsOf(VINNYTSIA)).toEqual([{ code: DISTRICT.code, name: DISTRICT.nameUk }]);
  expect(await places.describe(IMPORTED)).toBe('Новоствореська громада, Вінницька область (Novostvoreska)');
  expect(await places.describe('UA05020990000000000')).toBe('UA05020990000000000');
  const names = await places.namesOf([IMPORTED, IMPORTED, VINNYTSIA]);
  expect([IMPORTED, VINNYTSIA, 'UA0'].map((code) => names.nameOf(code))).toEqual([
    'Новоствореська',
    'Надбузька',
    'UA0',
  ]);
  expect([asked, askedAlone]).toEqual([[], [VINNYTSIA, IMPORTED, 'UA05020990000000000']]);
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
  expect((await registryPlaces(registry().connection).find(text)).code).toBe(code);
});

test('names what it does not find', async () => {
  const places = registryPlaces(registry().connection);
  for (const text of ['Атлантида', 'UA05020990000000000']) {
    await expect(places.find(text)).rejects.toThrow(`No hromada has the code or name “${text}”.`);
  }
});

function refusal(code: status): CallError {
  const error = Object.assign(new Error(status[code]), { code, details: '', metadata: new Metadata() });
  return new CallError({ name: 'officer-registry', address: '', caFile: '' }, error);
}

function refusing(code: status): Connection {
  const refuse = () => Promise.reject(refusal(code));
  return { territory: { listHromadas: refuse, getHromada: refuse } } as unknown as Connection;
}

test('a caller who may not read the directory gets the names of the built-in table', async () => {
  const places = registryPlaces(refusing(status.PERMISSION_DENIED));
  expect((await places.find('Вінницька')).code).toBe(VINNYTSIA);
  expect((await places.find(VINNYTSIA)).name).toBe('Вінницька');
  expect(await places.districtsOf(VINNYTSIA)).toContainEqual({
    code: '0520687300',
    hromadaCode: VINNYTSIA,
    name: 'Стадницька',
  });
  expect((await places.find('Київ')).kind).toBe('special-city');
  await expect(registryPlaces(refusing(status.UNAVAILABLE)).find(VINNYTSIA)).rejects.toThrow(CallError);
});
