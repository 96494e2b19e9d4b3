/** The measurements of a generator before it is published: its faces, directions, labels, traits, arithmetic, head turns and typical face. */
import type { AvatarModel } from '../../latent/avatar.ts';
import { type Manifest, TAG_LENGTH } from '../../latent/model/manifest.ts';
import type { ClassMeasurements } from '../../latent/model/measurements.ts';
import { choiceFlag, UsageError } from '../command-line.ts';
import { findDirections } from '../directions/find.ts';
import { labelDirections } from '../directions/from-labels.ts';
import { chooseProtocol, expectMeasurableSide } from '../evaluate/choose-protocol.ts';
import { measureClasses } from '../evaluate/classes/class-measures.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { findLabels, readLabelWeights } from '../evaluate/labels.ts';
import { classChoice } from '../evaluate/learned-pictures.ts';
import { DRAWS, PICTURE_PROTOCOL, SAMPLES } from '../evaluate/protocol.ts';
import { chooseSamples } from '../evaluate/samples.ts';
import { testedGenerator } from '../evaluate/tested-generator.ts';
import { findOdds } from '../evaluate/traits/odds.ts';
import { measureTraits } from '../evaluate/traits/traits.ts';
import { openAttributePredictor } from '../measures/attributes/predictor.ts';
import { sha256 } from './models.ts';
import type { Publishable } from './publishable.ts';

/** 'full' is the protocol, 'short' a faster trial with smaller samples, 'none' no measurement. The model card says which. */
export type MeasureLevel = 'full' | 'short' | 'none';

/**
 * Parses `--measure`.
 * @throws UsageError that says what to write
 */
export function measureLevelFlag(text: string): MeasureLevel {
  return choiceFlag('measure', text, ['full', 'short', 'none']);
}

export const SHORT = {
  samples: 2000,
  draws: 1,
  directionSamples: 5000,
  fresh: 200,
  oddsFaces: 6000,
  names: 100,
} as const;

export type Measured = Pick<
  Manifest,
  'directions' | 'labels' | 'traits' | 'arithmetic' | 'turns' | 'typical' | 'evaluation'
> & {
  /** What directions.bin holds: f32 [latentSize] for each direction. */
  readonly vectors: readonly Float32Array[];
  /** Present for a conditional model. */
  readonly classes?: ClassMeasurements | undefined;
};

const NOTHING_MEASURED: Measured = { directions: [], vectors: [] };

export type MeasureOptions = {
  readonly level: MeasureLevel;
  /** The portraits that the generator was trained on. */
  readonly data: string | undefined;
  readonly cache: string;
  readonly tell: (message: string) => void;
};

/** @throws UsageError where there is no data to compare with, or faces of that side cannot be measured */
export async function measure(source: Publishable, options: MeasureOptions): Promise<Measured> {
  const { level: effort, data, cache, tell } = options;
  const { name, resolution, latentSize, condition, truncation, generator } = source;
  const recipe = source.training?.recipe;
  const { labelWeight = 0, labelCount = 0, labels: fields = '' } = recipe ?? {};
  // What its data calls its labels has directions of its own, which need no network that knows faces.
  const own =
    data !== undefined && fields !== '' && Number(labelWeight) > 0
      ? await labelDirections(
          data,
          { labels: String(fields), labelCount: Number(labelCount) },
          latentSize,
          cache,
        )
      : undefined;
  if (effort === 'none') {
    return own ?? NOTHING_MEASURED;
  }
  if (data === undefined) {
    throw new UsageError(
      'write --data with the portraits it was trained on, or --measure none, which the model card will mention',
    );
  }
  const protocol = await chooseProtocol({ resolution, recipe }, { data, cache, tell });
  const hasFaces = protocol !== PICTURE_PROTOCOL;
  expectMeasurableSide(resolution, protocol, 'write --measure none');
  const short = effort === 'short';
  const samples = await chooseSamples(data, {
    wanted: short ? SHORT.samples : SAMPLES,
    protocol,
    classes: classChoice({ recipe, condition }),
    instead: 'write --measure none, which the model card will mention',
    cache,
    tell,
  });
  const subject = await testedGenerator(generator, {
    name,
    resolution,
    latentSize,
    condition,
    truncation,
    recipe,
  });
  const reader = await openAttributePredictor();
  try {
    const weights =
      Number(labelWeight) > 0 && !own ? await readLabelWeights(data, Number(labelCount), cache) : undefined;
    // First, since it is the shorter one, and the data may have too few pictures of a class.
    const classes = condition && (await measureClasses(subject, condition.classes, { data, cache, tell }));
    const evaluation = await evaluate(subject, {
      data,
      samples,
      draws: short ? SHORT.draws : DRAWS,
      cache,
      protocol,
      tell,
    });
    if (own) {
      return { evaluation, ...own, classes };
    }
    // The network that finds directions knows faces, and its fits know nothing of y.
    if (!hasFaces || condition) {
      return { evaluation, ...NOTHING_MEASURED, classes };
    }
    const found = await findDirections(subject, reader, {
      ...(short ? { samples: SHORT.directionSamples, fresh: SHORT.fresh } : {}),
      tell,
    });
    const model: AvatarModel = {
      tag: sha256(generator).slice(0, TAG_LENGTH),
      latentSize,
      truncation,
      directions: found.vectors,
      named: found.directions,
    };
    const labels =
      weights &&
      (await findOdds(
        subject,
        reader,
        { ...model, labels: await findLabels(subject, reader, found.directions, weights) },
        { numbers: Number(labelCount), ...(short ? { faces: SHORT.oddsFaces } : {}), tell },
      ));
    const traits = await measureTraits(
      subject,
      reader,
      { ...model, labels },
      { ...(short ? { names: SHORT.names } : {}), tell },
    );
    return { evaluation, ...found, ...(labels ? { labels } : {}), traits };
  } finally {
    await Promise.allSettled([subject.release(), reader.release()]);
  }
}
