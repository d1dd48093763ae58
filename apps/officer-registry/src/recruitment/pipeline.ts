import type { OfficerState } from '../officers/module.ts';

/** The states of the pipeline in their order; who is dismissed is in it no longer. */
export const STAGES = ['candidate', 'selection', 'training', 'active', 'on_leave', 'suspended'] as const;
export type Stage = (typeof STAGES)[number];

/** States in which an officer counts towards a target. A suspended one does, but staffs no beat meanwhile. */
export const IN_SERVICE: readonly OfficerState[] = ['active', 'on_leave', 'suspended'];

/** Officers of a state in one oblast. */
export interface Count {
  readonly stage: Stage;
  /** Empty for officers without a beat. */
  readonly oblastCode: string;
  readonly officers: number;
}

export interface StageCount {
  readonly stage: Stage;
  readonly officers: number;
}

export interface Pipeline {
  /** Every stage, in their order. */
  readonly stages: readonly StageCount[];
  /** By code. */
  readonly oblasts: readonly { readonly oblastCode: string; readonly stages: readonly StageCount[] }[];
}

/** Adds up the counts, so that the country and its oblasts never contradict each other. */
export function pipelineOf(counts: readonly Count[]): Pipeline {
  const codes = [...new Set(counts.map(({ oblastCode }) => oblastCode))].toSorted();
  return {
    stages: stagesOf(counts),
    oblasts: codes.map((oblastCode) => ({
      oblastCode,
      stages: stagesOf(counts.filter((count) => count.oblastCode === oblastCode)),
    })),
  };
}

function stagesOf(counts: readonly Count[]): StageCount[] {
  return STAGES.map((stage) => ({
    stage,
    officers: counts.reduce((sum, count) => sum + (count.stage === stage ? count.officers : 0), 0),
  }));
}
