import type { ChannelCredentials } from '@grpc/grpc-js';
import { undeclaredMethodsExceptHealth, HEALTH_CHECK, HEALTH_LIST } from './undeclared-methods.ts';
import { callEach, requireAll, type BodyOf } from './call-each.ts';
import type { Method } from './every-method.ts';

interface Asked {
  readonly name: string;
  readonly address: string;
}

const SERVING = Buffer.from([0x08, 1]);

/**
 * Throws when a service discloses anything beyond its health to an unregistered client: every path, existing or not,
 * must get the same answer. Returns the number of rejected calls.
 */
export async function requireNoDisclosure(
  service: Asked,
  unknown: ChannelCredentials,
  methods: readonly Method[],
  bodyOf: BodyOf,
): Promise<number> {
  const where = `${service.name} with an unregistered certificate`;
  const result = await callEach([...methods, ...undeclaredMethodsExceptHealth()], service.address, unknown, bodyOf);
  requireAll(result, ({ code }) => code === 'UNAUTHENTICATED', where);
  const texts = new Set(result.map(({ details, trailers }) => `${details} ${trailers}`));
  if (texts.size > 1) throw new Error(`rejections differ at ${where}: ${[...texts].join('\n')}`);
  await requireHealthAlone(service, unknown, where);
  return result.length;
}

async function requireHealthAlone({ address }: Asked, unknown: ChannelCredentials, where: string): Promise<void> {
  const check = async (service: string) => {
    const body = Buffer.concat([Buffer.from([0x0a, service.length]), Buffer.from(service)]);
    const [result] = await callEach([HEALTH_CHECK], address, unknown, () => body);
    return result;
  };
  for (const name of ['', 'liveness']) {
    const result = await check(name);
    if (result?.answer.equals(SERVING) !== true) throw new Error(`health of '${name}' is ${result?.code} at ${where}`);
  }
  const named = await check('safecommunity.ledger.v1.LedgerService');
  if (named?.code !== 'NOT_FOUND') throw new Error(`health of a service is ${named?.code} at ${where}`);
  const [list] = await callEach([HEALTH_LIST], address, unknown, () => Buffer.alloc(0));
  if (list?.code !== 'OK' || list.answer.includes('safecommunity'))
    throw new Error(`health lists services at ${where}`);
}
