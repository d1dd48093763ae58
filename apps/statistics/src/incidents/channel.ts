/** The channels of a report, as in the contract. */
export const CHANNELS = [
  'phone_101',
  'phone_102',
  'phone_103',
  'phone_104',
  'phone_112',
  'web',
  'officer',
  'community_head',
  'system',
] as const;

export type Channel = (typeof CHANNELS)[number];
