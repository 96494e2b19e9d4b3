/** By which protocol a generator is measured where nobody asks for one: that of faces, or that of pictures without. */
import { UsageError } from '../command-line.ts';
import { openDataLoader } from '../data/data-loader.ts';
import { dataReading } from '../data/data-reading.ts';
import { firstPortraits } from '../data/first-portraits.ts';
import { openFaceDetector } from '../measures/face-detector.ts';
import { SMALLEST_PICTURE } from '../measures/face-parts.ts';
import { faceRate } from './face-stream.ts';
import { CURRENT_PROTOCOL, PICTURE_PROTOCOL, PROTOCOLS, type ProtocolName } from './protocol.ts';
import type { TestedGenerator } from './tested-generator.ts';

/** Pictures of the data that are looked at. */
const LOOKED_AT = 100;
const SEED = 20_261;
/** Data with fewer faces are not of faces: a detector takes something for one now and then. */
const FEWEST_FACES = 0.05;

/** @param data that the generator was trained on */
export async function chooseProtocol(
  { resolution: side, recipe }: Pick<TestedGenerator, 'resolution' | 'recipe'>,
  { data, cache, tell }: { data: string; cache: string; tell: (message: string) => void },
): Promise<ProtocolName> {
  const loader = await openDataLoader(data, {
    side,
    ...dataReading(recipe),
    batch: 1,
    mirror: false,
    seed: SEED,
    cache,
  });
  const detector = await openFaceDetector();
  try {
    const rate = await faceRate(
      async (show) => show(await firstPortraits(loader, LOOKED_AT, side), 0),
      side,
      detector,
    );
    if (rate >= FEWEST_FACES) {
      return CURRENT_PROTOCOL;
    }
    tell(`${data}: hardly a face is found in its pictures, so that they are measured by ${PICTURE_PROTOCOL}`);
    return PICTURE_PROTOCOL;
  } finally {
    await Promise.allSettled([loader.close(), detector.release()]);
  }
}

/**
 * @param instead what can be done with other faces, for the message
 * @throws UsageError where the protocol looks at faces close up, and those of this side cannot be cut into parts
 */
export function expectMeasurableSide(side: number, protocol: ProtocolName, instead: string): void {
  const isMeasurable = Number.isInteger(Math.log2(side / SMALLEST_PICTURE)) && side >= SMALLEST_PICTURE;
  if (PROTOCOLS[protocol].closeUp && !isMeasurable) {
    throw new UsageError(
      `faces of side ${side} cannot be measured, only of ${SMALLEST_PICTURE}, ${2 * SMALLEST_PICTURE}, ${4 * SMALLEST_PICTURE}, …; ${instead}`,
    );
  }
}
