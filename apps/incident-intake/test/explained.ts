/** A node of the output of `explain (analyze, format json)`. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** The one row of an explained statement. */
export interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[];
}

/** All nodes of the plan, from the top. */
export function nodesOf({ 'QUERY PLAN': plans }: Explained): PlanNode[] {
  return plans.flatMap(({ Plan }) => withThoseBelow(Plan));
}

export function rowsRead(node: PlanNode): number {
  return node['Actual Rows'] * node['Actual Loops'] + thrownAway(node);
}

export function thrownAway(node: PlanNode): number {
  return (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'];
}

export function sum(nodes: readonly PlanNode[], of: (node: PlanNode) => number): number {
  return nodes.reduce((all, node) => all + of(node), 0);
}

function withThoseBelow(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(withThoseBelow)];
}
