import type { Catalogue } from '../app/case-ports.ts';
import { BUILT_IN } from '../domain/catalogue/built-in.ts';

const POLICIES = new Map(BUILT_IN.map((policy) => [policy.category, policy]));

export const builtInCatalogue: Catalogue = {
  revision: 1,
  policy(category) {
    const policy = POLICIES.get(category);
    if (policy === undefined) throw new Error(`the catalogue has no category ${category}`);
    return policy;
  },
};
