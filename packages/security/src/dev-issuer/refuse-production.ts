/** Anyone who has this issuer's key can pose as anybody, so it must not run where real people's data can be reached. */
export function refuseProduction(env: NodeJS.ProcessEnv = process.env): void {
  const sign = SIGNS.find(({ isThere }) => isThere(env));
  if (sign === undefined) return;
  throw new Error(
    `The issuer of tokens for development does not run here: ${sign.text}. Configure TOKEN_ISSUER instead.`,
  );
}

const SIGNS: readonly { readonly text: string; readonly isThere: (env: NodeJS.ProcessEnv) => boolean }[] = [
  { text: 'NODE_ENV is production', isThere: ({ NODE_ENV }) => NODE_ENV === 'production' },
  { text: 'this is a pod of Kubernetes', isThere: (env) => env['KUBERNETES_SERVICE_HOST'] !== undefined },
];
