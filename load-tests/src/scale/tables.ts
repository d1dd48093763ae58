import type { Resource } from './capacity.ts';
import type { Computed } from './computed.ts';
import { rounded, table } from './markdown.ts';
import { ASSUMED, people } from './loads.ts';
import { deviation } from './met.ts';
import type { Times } from './service-times.ts';

/** The tables of docs/scale.md by name, as Markdown. */
export const TABLES: Readonly<Record<string, (computed: Computed) => string>> = {
  machine: ({ figures: { machine, date } }) => `Measured on ${machine}, ${date}.`,
  times: ({ times }) => {
    const line = (who: string, { ofGroup, ofRow }: Times): string[] => [who, rounded(ofGroup), rounded(ofRow)];
    return table(
      ['processor time of', 'per batch, µs', 'per report in it, µs'],
      [
        line('incident-intake, before the answer', times.program),
        line('its database, before the answer', times.postgres),
        line('incident-intake, its relay', times.relay.program),
        line('its database, for the relay', times.relay.postgres),
        line('broker, statistics, and its database', times.others),
        line('the calling system', times.caller),
      ],
    );
  },
  met: ({ met }) =>
    table(
      ['load', 'measured /s', 'simulated /s', 'deviation', 'measured p50, ms', 'simulated p50, ms', 'deviation'],
      met.map(({ what, measured, simulated }) => [
        what,
        rounded(measured.perSecond),
        rounded(simulated.perSecond),
        percent(deviation(measured.perSecond, simulated.perSecond)),
        rounded(measured.p50Ms),
        rounded(simulated.p50),
        percent(deviation(measured.p50Ms, simulated.p50)),
      ]),
    ),
  replicas: ({ twoReplicas }) =>
    table(
      ['machines', 'one replica /s', 'two /s', 'ratio'],
      twoReplicas.map(({ machines, one, two }) => [machines, rounded(one), rounded(two), (two / one).toFixed(2)]),
    ),
  loads: ({ needs }) =>
    table(
      ['country', 'reports per day', 'per second, mean', 'evening', 'disaster', 'writes/s in a disaster'],
      needs.map(({ load, perSecond, writesPerSecond }) => [
        load.name,
        rounded(load.reportsPerDay),
        rounded(perSecond.mean),
        rounded(perSecond.evening),
        rounded(perSecond.disaster),
        rounded(writesPerSecond),
      ]),
    ),
  use: ({ needs }) =>
    table(
      ['resource', 'when full, add', ...needs.map(({ load }) => load.name)],
      (needs[0]?.resources ?? []).map(({ name, remedy }, index) => [
        name,
        remedy,
        ...needs.map(({ resources }) => useOf(resources, index)),
      ]),
    ),
  needs: ({ needs }) => {
    const line = (what: string, of: (need: (typeof needs)[number]) => number): string[] => [
      what,
      ...needs.map((need) => rounded(of(need))),
    ];
    return table(
      ['required in the worst minute', ...needs.map(({ load }) => load.name)],
      [
        line('databases of incident-intake, each with its ledger', ({ ledgers }) => ledgers),
        line('cores per database', ({ databaseCores }) => databaseCores),
        line('sessions per database', ({ sessions }) => sessions),
        line('disk syncs per second and database', ({ syncsPerSecond }) => syncsPerSecond),
        line('reports per batch', ({ rowsOfGroup }) => rowsOfGroup),
        line('replicas of incident-intake, total', ({ intakes }) => intakes),
        line('replicas of statistics', ({ statistics }) => statistics),
        line('growth of databases per year, one copy, GB', ({ gigabytesOfYear }) => gigabytesOfYear),
        line(`${ASSUMED.streamDays} days in the broker, one copy, GB`, ({ streamGigabytes }) => streamGigabytes),
      ],
    );
  },
  ceiling: ({ ledgerCeiling, figures }) =>
    `One ledger accepts at most ${rounded(ledgerCeiling)} writes per second, its relay publishes ` +
    `${rounded(figures.relay.perSecond)} events, and its consumer in statistics applies ${rounded(figures.catchUp.perSecond)}. ` +
    `Population of the built-in territory: ${rounded(people())}.`,
};

/** Highlights the most utilised resource that is not a setting: the first bottleneck. */
function useOf(resources: readonly Resource[], index: number): string {
  const use = resources[index]?.use ?? 0;
  const machines = resources.filter(({ remedy }) => remedy !== 'a setting');
  const isFirst = use === Math.max(...machines.map((resource) => resource.use));
  const text = `${rounded(use * 100)} %`;
  return isFirst ? `**${text}**` : text;
}

function percent(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(0)} %`;
}
