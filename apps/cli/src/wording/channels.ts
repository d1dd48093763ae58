import { ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';

const WORDS: ReadonlyMap<ReportChannel, string> = new Map([
  [ReportChannel.PHONE_101, 'phone-101'],
  [ReportChannel.PHONE_102, 'phone-102'],
  [ReportChannel.PHONE_103, 'phone-103'],
  [ReportChannel.PHONE_104, 'phone-104'],
  [ReportChannel.PHONE_112, 'phone-112'],
  [ReportChannel.WEB, 'web'],
  [ReportChannel.OFFICER, 'officer'],
  [ReportChannel.COMMUNITY_HEAD, 'community-head'],
  [ReportChannel.SYSTEM, 'system'],
]);

/** The accepted words, in the order of the contract. */
export const CHANNEL_WORDS: readonly string[] = [...WORDS.values()];

export function wordOfChannel(channel: ReportChannel): string {
  return WORDS.get(channel) ?? String(channel);
}

/** Parses a channel; accepts "_" for "-". */
export function channelOf(word: string): ReportChannel | undefined {
  const wanted = word.trim().toLowerCase().replaceAll('_', '-');
  return [...WORDS].find(([, known]) => known === wanted)?.[0];
}
