/** The model card (Mitchell et al., 2019): what the model is, its training data, its intended use and its limits. */
import { noiseSize } from '../../../latent/condition/condition.ts';
import { isOfDiscriminator, type Manifest } from '../../../latent/model/manifest.ts';
import { counted } from '../../counted.ts';
import { STORAGE } from '../storage/weight-storage.ts';
import { cardSubject } from './card-subject.ts';
import type { DataDescription } from './data-description.ts';
import { modelCardClasses } from './model-card-classes.ts';
import { modelCardMeasurements } from './model-card-measurements.ts';

type Described = Omit<Manifest, 'files'>;

function table(head: string, rows: readonly string[]): string {
  const columns = head.split('|').length - 2;
  return [head, `|${' --- |'.repeat(columns)}`, ...rows].join('\n');
}

function summary(manifest: Described): string {
  const { resolution, latentSize, condition, layers, origin } = manifest;
  const kind =
    origin?.format === 'onnx'
      ? 'a generator that was made elsewhere'
      : 'a deep convolutional GAN (Radford et al., ICLR 2016)';
  const steps = layers.length > 0 ? `, in ${layers.length} layers` : '';
  const what = cardSubject(manifest).drawn === 'faces' ? 'portraits of people who do not exist' : 'pictures';
  const numbers = condition
    ? `${noiseSize({ latentSize, condition })} numbers of z and one for each of ${condition.classes.length} classes`
    : `${latentSize} numbers`;
  return `A generator of ${resolution}×${resolution} ${what}: ${kind} from ${numbers} to a picture${steps}.`;
}

function intendedUse(manifest: Described): string {
  return cardSubject(manifest).drawn === 'faces'
    ? `Drawing, mixing and sharing generated faces on the visitor's own device, and learning how a DCGAN works. Do not present a
face as that of a real person. The model says nothing about real people of any group.`
    : `Drawing, mixing and sharing generated pictures on the visitor's own device, and learning how a ${manifest.condition ? 'conditional GAN' : 'DCGAN'} works.`;
}

const PERSONS = {
  true: 'The data contains photographs of real persons.',
  false: 'The data contains no photograph of a real person, and neither do the weights.',
  unknown: 'It is not known whether the data contains photographs of real persons; assume that it does.',
} as const;

const MAKER = { pytorch: 'weights that were trained with PyTorch', onnx: 'an ONNX graph' } as const;

function network(manifest: Described, dtype: string): string {
  const { latentSize, condition, layers, origin, discriminator } = manifest;
  const rows = layers.map(
    ({ name, operator, kernel, stride, activation, shape }) =>
      `| ${name} | ${operator} ${kernel}×${kernel}, stride ${stride} | ${activation} | ${shape.join(' × ')} |`,
  );
  const chain =
    layers.length > 0
      ? table('| layer | convolution | activation | output |', [
          `| ${condition ? 'z, class' : 'z'} | | | ${latentSize} |`,
          ...rows,
        ])
      : 'The graph is not a plain chain of convolutions, so its layers are not listed here.';
  const weights =
    origin?.format === 'onnx'
      ? 'The weights are stored as in the original file.'
      : `Batch norm is folded into the weights; the weights are ${STORAGE[dtype] ?? dtype}.`;
  const beside = discriminator
    ? ` \`${discriminator.file}\` is a discriminator that was trained against it, in 8 bits. ${cardSubject(manifest).drawn === 'faces' ? 'Faces' : 'Pictures'} are drawn without it; the page shows its layers.`
    : '';
  return `${chain}\n\n${weights}${beside}`;
}

/** The power of a server's core under load, with its share of the machine: an assumption, not a measurement. */
const WATTS_A_CORE = 10;

/** An estimate of energy from time, where the machine is the cores of a processor. */
function energy(minutes: number, machine: string | undefined): string {
  const cores = Number(/^(\d+) cores of [^;]*$/.exec(machine ?? '')?.[1] ?? 0);
  if (cores === 0) {
    return '';
  }
  const kilowattHours = (minutes / 60) * cores * (WATTS_A_CORE / 1000);
  return ` Energy was not measured; at ${WATTS_A_CORE} W per core it is about ${kilowattHours.toPrecision(2)} kWh in total.`;
}

function trained({ origin, training }: Described): string {
  const began = origin
    ? `It was imported from ${MAKER[origin.format]}: \`${origin.file}\`, SHA-256 \`${origin.sha256}\`.`
    : '';
  if (!training) {
    return `${began} It is published without further training.`.trim();
  }
  const { images, steps, minutes, machine, grewFrom, wentOnFrom, recipe, changes } = training;
  const before = grewFrom ?? wentOnFrom;
  const whence = grewFrom ? 'It was grown from the run' : 'It continues the training of';
  const earlier = before
    ? `${whence} \`${before.name}\`, which had seen ${before.images.toLocaleString('en')} images in ${counted(Math.round(before.minutes), 'minute')}.`
    : '';
  if (steps === 0) {
    return [began, earlier, 'It is published without further training.'].filter(Boolean).join(' ');
  }
  const amount = `${images.toLocaleString('en')} images in ${steps.toLocaleString('en')} steps and ${counted(Math.round(minutes), 'minute')}${machine ? ` on ${machine}` : ''}.`;
  const rows = [
    ...Object.entries(recipe).map(([key, value]) => `| ${key} | ${value} |`),
    ...(changes ?? []).map(changeRow),
  ];
  if (isOfDiscriminator(training)) {
    return `${began} ${earlier} Then only the discriminator was trained, against the finished generator: ${amount}

${table('| recipe | |', rows)}`.trim();
  }
  const opening = [began, earlier, began && 'It was then trained on'].filter(Boolean).join(' ');
  return `${opening && `${opening} `}${amount}${energy(minutes + (before?.minutes ?? 0), machine)}
The published weights are the moving average of the generator's.

${table('| recipe | |', rows)}`;
}

/** A row of the recipe's table: what differed from it in a session. */
function changeRow({ from = 0, ...changes }: Readonly<Record<string, number>>): string {
  const values = Object.entries(changes).map(([key, value]) => `${key} ${value}`);
  return `| from step ${from.toLocaleString('en')} | ${values.join(', ')} |`;
}

/** Markdown, made from the manifest and the description of the data. */
export function modelCard(manifest: Described, dtype: string, about: DataDescription): string {
  const numbers = Object.entries(manifest.metrics.values).map(([name, value]) => `| ${name} | ${value} |`);
  const portraits =
    about.portraits === 'unknown'
      ? 'The number of pictures is not known.'
      : `${counted(about.portraits, 'picture')}.`;
  return `# ${manifest.id}

${summary(manifest)}
Licence: ${about.licence}.
${modelCardClasses(manifest.condition)}
## Data

${about.name}: ${about.description}
${portraits} ${PERSONS[`${about.realPersons}`]}

## Intended use

${intendedUse(manifest)}

## Limits

${about.limits}

## The network

${network(manifest, dtype)}

## Training

${trained(manifest)}

${modelCardMeasurements(manifest)}

## The published file

Protocol: ${manifest.metrics.protocol}.

${table('| measure | value |', numbers)}
`;
}
