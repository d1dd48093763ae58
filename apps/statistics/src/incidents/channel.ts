/** The channels of a report. Intake has the same list: apps do not import each other, and the contract joins them. */
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

/** The columns in which cells count their incidents by channel, in the order of `CHANNELS`. */
export const CHANNEL_COLUMNS = [
  'by_101',
  'by_102',
  'by_103',
  'by_104',
  'by_112',
  'by_web',
  'by_officer',
  'by_community_head',
  'by_system',
] as const;

export type Channel = (typeof CHANNELS)[number];
