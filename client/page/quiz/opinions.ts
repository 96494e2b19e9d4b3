/** What the discriminator of the model says of the pictures of a game. */
import type { DiscriminatorOutput } from '@dareka/engine';
import { classPart, inputFromSeed } from '../../../latent/condition/condition.ts';
import type { AppContext } from '../app-context.ts';
import type { PageModel } from '../models/page-model.ts';
import { readTrainingPortrait } from '../training-portraits.ts';
import type { Round } from './game.ts';

/** A part of the picture, of `rows` × `columns`. */
export type Clue = {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
};

export type PairOpinion = {
  /** D(G(z)) of the generated face, and D(x) of the portrait: 0 … 1. */
  readonly generated: number;
  readonly portrait: number;
  /** The part that looks least real to the discriminator, compared with the same part of the game's portraits. */
  readonly clue: Clue;
};

/**
 * Each part of a face is compared with the same part of the game's portraits, since what a part adds to the logit differs from part to
 * part in portraits, too.
 *
 * @param onProgress called with the fraction that is done, 0 … 1
 * @throws EngineError; the signal's reason when aborted
 */
export async function opinionsOf(
  { engine }: AppContext,
  model: PageModel,
  rounds: readonly Round[],
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<PairOpinion[]> {
  const {
    tag,
    manifest: { resolution },
  } = model;
  const seen: { face: DiscriminatorOutput; real: DiscriminatorOutput }[] = [];
  for (const [i, { seed, portrait }] of rounds.entries()) {
    const [picture] = await engine.draw({ seeds: [seed], model: tag }, { signal });
    if (picture === undefined) {
      throw new Error('the engine returned no picture');
    }
    const y = classPart(inputFromSeed(seed, model), model);
    const face = await engine.discriminate(tag, picture, { y, signal });
    const shown = await readTrainingPortrait(portrait, resolution);
    const real = await engine.discriminate(tag, shown, { signal });
    seen.push({ face, real });
    onProgress((i + 1) / rounds.length);
  }
  const portraitMean = meanEvidence(seen.map(({ real }) => real));
  return seen.map(({ face, real }) => ({
    generated: face.realness,
    portrait: real.realness,
    clue: clueIn(face, portraitMean),
  }));
}

function meanEvidence(outputs: readonly DiscriminatorOutput[]): Float32Array {
  const [first] = outputs;
  const sum = new Float32Array(first?.evidence.values.length ?? 0);
  return sum.map((_, i) =>
    outputs.reduce((total, { evidence }) => total + (evidence.values[i] ?? 0) / outputs.length, 0),
  );
}

function clueIn({ evidence: { shape, values } }: DiscriminatorOutput, portraitMean: Float32Array): Clue {
  const [, rows, columns] = shape;
  const differences = values.map((value, i) => value - (portraitMean[i] ?? 0));
  const least = differences.indexOf(Math.min(...differences));
  return { row: Math.floor(least / columns), column: least % columns, rows, columns };
}
