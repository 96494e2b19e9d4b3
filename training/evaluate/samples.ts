/** How many faces are measured where nobody asks for a number: those of the full protocol, or as many as the portraits allow. */
import type { ClassChoice } from '../../gan/class-choice.ts';
import { UsageError } from '../command-line.ts';
import { counted } from '../counted.ts';
import { openDataset } from '../data/dataset.ts';
import { learnedPictures } from './learned-pictures.ts';
import { CURRENT_PROTOCOL, PROTOCOLS, type ProtocolName, SAMPLES } from './protocol.ts';
import { samplesAllowed } from './reference.ts';

/** Fewer tell nothing. */
export const FEWEST_SAMPLES = 100;

export type SampleChoice = {
  /** By default those of the full protocol; fewer where the portraits allow no more. */
  readonly wanted?: number;
  /** This number and no other, as somebody asked for it. */
  readonly asked?: number | undefined;
  readonly protocol?: ProtocolName;
  /** How the training found the classes, of a conditional model. */
  readonly classes?: ClassChoice | undefined;
  /** The folder of caches, where compressed portraits are unpacked to. */
  readonly cache?: string;
  /** What can be done where there are too few portraits, for the message. */
  readonly instead?: string;
  readonly tell: (message: string) => void;
};

/**
 * @param data the portraits
 * @throws UsageError where they are too few to measure with, or for as many as were asked for
 */
export async function chooseSamples(
  data: string,
  {
    asked,
    wanted = asked ?? SAMPLES,
    protocol = CURRENT_PROTOCOL,
    classes,
    cache,
    instead,
    tell,
  }: SampleChoice,
): Promise<number> {
  const source = await openDataset(data, { cache, tell });
  const learned = await learnedPictures(source, classes).finally(() => source.close());
  const portraits = learned.source.pictures.length;
  const pictures = `${counted(portraits, 'picture')}${classes ? ' of its classes' : ''}`;
  const allowed = samplesAllowed(portraits, PROTOCOLS[protocol].damage);
  if (allowed < FEWEST_SAMPLES) {
    const advice = instead === undefined ? '' : `; ${instead}`;
    throw new UsageError(
      `${data} has ${pictures}, too few to measure with: that allows ${counted(allowed, 'face')}, and ${FEWEST_SAMPLES} are the fewest${advice}`,
    );
  }
  if (asked !== undefined && allowed < asked) {
    throw new UsageError(
      `${data} has ${pictures}, enough to measure ${counted(allowed, 'face')}, not ${asked.toLocaleString('en')}; write fewer --samples`,
    );
  }
  if (allowed < wanted) {
    tell(
      `${data} has ${pictures}, enough to measure ${counted(allowed, 'face')} in place of ${wanted.toLocaleString('en')}`,
    );
  }
  return Math.min(wanted, allowed);
}
