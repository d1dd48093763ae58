import type { ChannelCredentials } from '@grpc/grpc-js';
import { besidesHealth, HEALTH_CHECK, HEALTH_LIST } from './besides.ts';
import { codesOf, requireAll, type BodyOf } from './codes-of.ts';
import type { Method } from './every-method.ts';

interface Asked {
  readonly name: string;
  readonly address: string;
}

const SERVING = Buffer.from([0x08, 1]);

/**
 * Throws when a service tells whoever has a certificate of ours, but is on no list, anything beyond its health: each
 * path is answered alike, whether there is something or not. Returns how many calls were refused.
 */
export async function requireNothingLearnt(
  service: Asked,
  unknown: ChannelCredentials,
  methods: readonly Method[],
  bodyOf: BodyOf,
): Promise<number> {
  const where = `${service.name} with an unknown certificate`;
  const told = await codesOf([...methods, ...besidesHealth()], service.address, unknown, bodyOf);
  requireAll(told, ({ code }) => code === 'UNAUTHENTICATED', where);
  const texts = new Set(told.map(({ details, trailers }) => `${details} ${trailers}`));
  if (texts.size > 1) throw new Error(`refusals can be told apart at ${where}: ${[...texts].join('\n')}`);
  await requireHealthAlone(service, unknown, where);
  return told.length;
}

async function requireHealthAlone({ address }: Asked, unknown: ChannelCredentials, where: string): Promise<void> {
  const check = async (service: string) => {
    const body = Buffer.concat([Buffer.from([0x0a, service.length]), Buffer.from(service)]);
    const [told] = await codesOf([HEALTH_CHECK], address, unknown, () => body);
    return told;
  };
  for (const name of ['', 'liveness']) {
    const told = await check(name);
    if (told?.answer.equals(SERVING) !== true) throw new Error(`health of '${name}' is ${told?.code} at ${where}`);
  }
  const named = await check('safecommunity.ledger.v1.LedgerService');
  if (named?.code !== 'NOT_FOUND') throw new Error(`health of a service is ${named?.code} at ${where}`);
  const [list] = await codesOf([HEALTH_LIST], address, unknown, () => Buffer.alloc(0));
  if (list?.code !== 'OK' || list.answer.includes('safecommunity'))
    throw new Error(`health lists services at ${where}`);
}
