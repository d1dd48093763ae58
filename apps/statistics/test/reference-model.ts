import { durationSumsOf, eventSumsOf } from './reference-cases.ts';
import { detailsOf, isSmall, PUBLIC } from './reference-details.ts';
import type { Category } from '../src/incidents/category.ts';
import { SCHOOL_MATTERS } from '../src/incidents/school-matter.ts';
import { KNOWN_DAYS, knownDayOf, type Fact, type History, type IncidentFact } from './random-history.ts';

/** The expected figures of a history, computed from its facts one after the other, in memory. */
export function figuresOf(history: History) {
  const facts = Object.values(history)
    .flat()
    .filter((fact) => !fact.isTest);
  const responses = responsesOf(facts).filter((response) => !isSensitive(response));
  const byCategory = [...Map.groupBy(responses, ({ category }) => category)];
  return {
    officers: officersOf(facts),
    patrol: patrolOf(facts),
    cells: cellsOf(facts).toSorted(),
    known: KNOWN_DAYS.map((day) => knownCells(history, day)),
    details: detailsIn(facts),
    knownDetails: KNOWN_DAYS.map((day) => detailsIn(knownFacts(history, day), day)),
    sensitive: sensitiveOf(facts).toSorted(),
    eventSums: eventSumsOf(history),
    durationSums: durationSumsOf(history),
    incidents: countingOf(facts).filter((incident) => !isSensitive(incident)).length,
    responded: responses.length,
    /** Seconds. */
    medians: new Map(byCategory.map(([category, all]) => [category, medianOf(all.map(({ seconds }) => seconds))])),
  };
}

function officersOf(facts: readonly Fact[]) {
  const primaries = new Map<string, string>();
  for (const fact of facts) {
    if (fact.kind !== 'assignment') continue;
    if (fact.primary) primaries.set(fact.hromada, fact.officer);
    else if (primaries.get(fact.hromada) === fact.officer) primaries.delete(fact.hromada);
  }
  const states = statesOf(facts);
  for (const [hromada, officer] of primaries) {
    if (!['active', 'on_leave'].includes(states.get(officer) ?? 'active')) primaries.delete(hromada);
  }
  const served = [...primaries.keys()].filter((hromada) => !hromada.startsWith('UA80'));
  return {
    assigned: new Set(primaries.values()).size,
    hromadasCovered: new Set(served.map((hromada) => successorOn('9999-12-31', hromada, facts))).size,
  };
}

/** The hromada that this one is part of on a day. */
function successorOn(day: string, hromada: string, facts: readonly Fact[]): string {
  const last = facts.findLast((fact) => fact.kind === 'merger' && fact.hromada === hromada);
  return last?.kind === 'merger' && last.day <= day ? successorOn(day, last.successor, facts) : hromada;
}

function patrolOf(facts: readonly Fact[]) {
  const strength = new Set<string>();
  const holders = new Map<string, string>();
  for (const fact of facts) {
    const isOfPatrol = (fact.kind === 'patrol' && fact.active) || (fact.kind === 'state' && fact.patrol);
    if (isOfPatrol) strength.add(fact.officer);
    if (fact.kind === 'issue') holders.set(fact.camera, fact.officer);
  }
  for (const [officer, state] of statesOf(facts)) if (state !== 'active') strength.delete(officer);
  const equipped = [...strength].filter((officer) => [...holders.values()].includes(officer));
  return { strength: strength.size, equipped: equipped.length };
}

/** The last state of each officer whose state changed. */
function statesOf(facts: readonly Fact[]): Map<string, string> {
  return new Map(facts.flatMap((fact) => (fact.kind === 'state' ? [[fact.officer, fact.state]] : [])));
}

/** One line for each cell: territory, day, category, incidents, those hurt, defenders killed. */
function cellsOf(facts: readonly Fact[]): string[] {
  const shown = countingOf(facts)
    .flatMap((incident) => placed(incident, facts))
    .filter(({ territory, incident }) => !isSmall(territory) || incident.category !== 'medical');
  const cells = Map.groupBy(shown, ({ territory, incident }) => [territory, incident.day, incident.category].join(' '));
  return [...cells].map(([cell, all]) => {
    const sum = (countOf: (incident: IncidentFact) => number): number =>
      all.reduce((total, { incident }) => total + countOf(incident), 0);
    const killed = sum((incident) => incident.killed - incident.defendersKilled);
    const defenders = sum((incident) => incident.defendersKilled);
    const [first] = all;
    const injured = sum((incident) => incident.injured);
    if (first !== undefined && isSmall(first.territory)) {
      // Of a hromada, nothing of children and defenders, and of people only where everybody saw it.
      const isPublic = PUBLIC.includes(first.incident.category);
      return [cell, all.length, ...(isPublic ? [killed, injured] : [0, 0]), 0, 0, 0].join(' ');
    }
    const hurt = [
      killed,
      injured,
      sum(({ childrenKilled }) => childrenKilled),
      sum(({ childrenInjured }) => childrenInjured),
    ];
    return [cell, all.length, ...hurt, defenders].join(' ');
  });
}

/** One line for each cell of a sensitive category: hromada of the incident, day, category, incidents, those hurt, kinds. */
function sensitiveOf(facts: readonly Fact[]): string[] {
  const cells = Map.groupBy(countingOf(facts).filter(isSensitive), ({ hromada, day, category }) =>
    [hromada, day, category].join(' '),
  );
  return [...cells].map(([cell, all]) => {
    const sum = (countOf: (incident: IncidentFact) => number) =>
      all.reduce((total, incident) => total + countOf(incident), 0);
    const killed = sum((incident) => incident.killed - incident.defendersKilled);
    const hurt = [
      killed,
      sum(({ injured }) => injured),
      sum(({ childrenKilled }) => childrenKilled),
      sum(({ childrenInjured }) => childrenInjured),
    ];
    const kinds = SCHOOL_MATTERS.map((matter) => sum((incident) => Number(matter === matterOf(incident))));
    return [cell, all.length, ...hurt, ...kinds].join(' ');
  });
}

function matterOf({ category, matter }: IncidentFact) {
  return category === 'school_safety' ? matter : undefined;
}

function isSensitive({ category }: { readonly category: Category }): boolean {
  return ['domestic_violence', 'school_safety'].includes(category);
}

/** The incidents that count in the end, with their final casualties. */
function countingOf(facts: readonly Fact[]): IncidentFact[] {
  const counting = new Map<string, IncidentFact>();
  for (const fact of facts) {
    if (fact.kind === 'incident' || fact.kind === 'restoration') counting.set(fact.incident.id, fact.incident);
    if (fact.kind === 'withdrawal') counting.delete(fact.incident.id);
    if (fact.kind === 'correction' && counting.has(fact.incident.id)) {
      counting.set(fact.incident.id, { ...fact.incident, killed: fact.killed, injured: fact.injured });
    }
  }
  return [...counting.values()];
}

/** The response times that count in the end. */
function responsesOf(facts: readonly Fact[]): { category: Category; seconds: number }[] {
  const counting: { category: Category; seconds: number }[] = [];
  for (const fact of facts) {
    if (fact.kind === 'response') counting.push(fact);
    if (fact.kind !== 'withdrawal' && fact.kind !== 'restoration') continue;
    const { category, seconds } = fact.incident;
    if (seconds === undefined) continue;
    if (fact.kind === 'restoration') counting.push({ category, seconds });
    else
      counting.splice(
        counting.findIndex((each) => each.category === category && each.seconds === seconds),
        1,
      );
  }
  return counting;
}

/** The cells until a day, of the facts that were recorded until then. */
function knownCells(history: History, day: string): string[] {
  return cellsOf(knownFacts(history, day))
    .filter((line) => (line.split(' ')[1] ?? '') <= day)
    .toSorted();
}

/** What was recorded until a day; of several mergers of a hromada, only the last one is kept. */
function knownFacts({ incidents, officers }: History, day: string): Fact[] {
  const isKnown = (index: number) => knownDayOf(index) <= day;
  const isKept = (fact: Fact, index: number) =>
    fact.kind !== 'merger' ||
    !officers
      .slice(index + 1)
      .some((later) => later.kind === 'merger' && !later.isTest && later.hromada === fact.hromada);
  return [
    ...incidents.filter((fact, index) => !fact.isTest && isKnown(index)),
    ...officers.filter((fact, index) => !fact.isTest && isKept(fact, index) && isKnown(index)),
  ];
}

/** By smaller place and by attribute, until a day. */
function detailsIn(facts: readonly Fact[], until = '9999-12-31'): string[] {
  const counting = countingOf(facts).filter(({ day }) => day <= until);
  return detailsOf(
    counting.flatMap((incident) => placed(incident, facts)),
    facts,
  );
}

function placed(incident: IncidentFact, facts: readonly Fact[]) {
  if (isSensitive(incident)) return [];
  const { oblast } = incident;
  const hromada = successorOn(incident.day, incident.hromada, facts);
  const territories = hromada === oblast ? ['UA', oblast] : ['UA', oblast, hromada];
  return territories.map((territory) => ({ territory, incident }));
}

/** The lower one. */
function medianOf(seconds: readonly number[]): number {
  const sorted = seconds.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
