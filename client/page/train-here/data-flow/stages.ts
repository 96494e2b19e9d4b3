/** The stages of a step, in the order in which `gan/step.ts` computes them, and which boxes and arrows each of them uses. */

/** A box of the drawing. */
export type FlowBox = 'z' | 'G' | 'fake' | 'real' | 'D' | 'losses';
/** The arrow from one box to another. */
export type FlowEdge = 'z-G' | 'G-fake' | 'fake-D' | 'real-D' | 'D-losses';

export const FLOW_EDGES: readonly FlowEdge[] = ['z-G', 'G-fake', 'fake-D', 'real-D', 'D-losses'];

export type Stage = {
  readonly name: 'real' | 'fake' | 'updateD' | 'throughD' | 'updateG' | 'average';
  readonly boxes: readonly FlowBox[];
  readonly forward: readonly FlowEdge[];
  /** The edges that a gradient takes back, from the losses on. */
  readonly back: readonly FlowEdge[];
  /** The network that the stage's loss and gradient are of. */
  readonly network: 'D' | 'G';
  /** The file whose code computes it, from the root of the repository. */
  readonly code: string;
};

export const STAGES: readonly Stage[] = [
  {
    name: 'real',
    boxes: ['real', 'D', 'losses'],
    forward: ['real-D', 'D-losses'],
    back: [],
    network: 'D',
    code: 'gan/step.ts',
  },
  {
    name: 'fake',
    boxes: ['z', 'G', 'fake', 'D', 'losses'],
    forward: ['z-G', 'G-fake', 'fake-D', 'D-losses'],
    back: [],
    network: 'D',
    code: 'gan/step.ts',
  },
  {
    name: 'updateD',
    boxes: ['losses', 'D'],
    forward: [],
    back: ['D-losses'],
    network: 'D',
    code: 'gan/objective/adam.ts',
  },
  {
    name: 'throughD',
    boxes: ['fake', 'D', 'losses'],
    forward: ['fake-D', 'D-losses'],
    back: [],
    network: 'G',
    code: 'gan/step.ts',
  },
  {
    name: 'updateG',
    boxes: ['losses', 'D', 'fake', 'G'],
    forward: [],
    back: ['D-losses', 'fake-D', 'G-fake'],
    network: 'G',
    code: 'gan/objective/adam.ts',
  },
  { name: 'average', boxes: ['G'], forward: [], back: [], network: 'G', code: 'gan/step.ts' },
];

/** From this stage on D is the updated one. */
const THROUGH_UPDATED_D = 3;

/** Whether D's verdicts on the fakes are those after its update. @param stage an index of `STAGES`; null for the whole step */
export function isAfterUpdate(stage: number | null): boolean {
  return stage !== null && stage >= THROUGH_UPDATED_D;
}

/** The stage that comes after `stage`, or before it; null, the whole step, is before the first and after the last. */
export function nextStage(stage: number | null, by: 1 | -1): number | null {
  const next = (stage ?? (by > 0 ? -1 : STAGES.length)) + by;
  return next in STAGES ? next : null;
}
