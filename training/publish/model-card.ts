/** The model card (Mitchell et al., 2019): what the model is, its training data, its intended use and its limits. */
import type { Manifest } from '../../latent/manifest.ts';
import type { DataDescription } from './data-description.ts';
import { modelCardMeasurements } from './model-card-measurements.ts';
import { STORAGE } from './weight-storage.ts';

type Described = Omit<Manifest, 'files'>;

function table(head: string, rows: readonly string[]): string {
  const columns = head.split('|').length - 2;
  return [head, `|${' --- |'.repeat(columns)}`, ...rows].join('\n');
}

function summary({ resolution, latentSize, layers, origin }: Described): string {
  const kind =
    origin?.format === 'onnx'
      ? 'a generator made elsewhere'
      : 'a deep convolutional GAN (Radford et al., ICLR 2016)';
  const steps = layers.length > 0 ? `, in ${layers.length} layers` : '';
  return `A generator of ${resolution}×${resolution} portraits of people who do not exist: ${kind} from ${latentSize} numbers to a picture${steps}.`;
}

const PERSONS = {
  true: 'Photographs of real persons are in the data.',
  false: 'No photograph of a real person is in the data, so none is in the weights.',
  unknown: 'Whether photographs of real persons are in the data is not known; take it that they are.',
} as const;

const MAKER = { pytorch: 'weights trained by PyTorch', onnx: 'an ONNX graph' } as const;

function network({ latentSize, layers, origin, discriminator }: Described, dtype: string): string {
  const rows = layers.map(
    ({ name, operator, kernel, stride, activation, shape }) =>
      `| ${name} | ${operator} ${kernel}×${kernel}, stride ${stride} | ${activation} | ${shape.join(' × ')} |`,
  );
  const chain =
    layers.length > 0
      ? table('| layer | convolution | activation | output |', [`| z | | | ${latentSize} |`, ...rows])
      : 'The graph is no plain chain of convolutions; the file says what it is made of.';
  const weights =
    origin?.format === 'onnx'
      ? 'The weights are stored as the file had them.'
      : `Batch norm is folded into the weights; the weights are ${STORAGE[dtype] ?? dtype}.`;
  const beside = discriminator
    ? ` \`${discriminator.file}\` is the discriminator of the same training, in 8 bits: no face is drawn with it, but one can look at what it sees.`
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
  return ` Energy was not metered; at ${WATTS_A_CORE} W a core that is about ${kilowattHours.toPrecision(2)} kWh in all.`;
}

function trained({ origin, training }: Described): string {
  const began = origin
    ? `It began as ${MAKER[origin.format]} elsewhere: \`${origin.file}\`, SHA-256 \`${origin.sha256}\`.`
    : '';
  if (!training) {
    return `${began} It is published as it came.`.trim();
  }
  const { images, steps, minutes, machine, grewFrom, wentOnFrom, recipe } = training;
  const before = grewFrom ?? wentOnFrom;
  const whence = grewFrom ? 'It grew from the run' : 'It goes on from the model';
  const earlier = before
    ? `${whence} \`${before.name}\`, which had seen ${before.images.toLocaleString('en')} images in ${Math.round(before.minutes)} minutes.`
    : '';
  if (steps === 0) {
    return [began, earlier, 'It is published as it came.'].filter(Boolean).join(' ');
  }
  const opening = [began, earlier, began && 'It was trained on here:'].filter(Boolean).join(' ');
  const rows = Object.entries(recipe).map(([key, value]) => `| ${key} | ${value} |`);
  return `${opening && `${opening} `}${images.toLocaleString('en')} images in ${steps.toLocaleString('en')} steps and ${Math.round(minutes)} minutes${machine ? ` on ${machine}` : ''}.${energy(minutes + (before?.minutes ?? 0), machine)}
The moving average of the generator's weights is what is published.

${table('| recipe | |', rows)}`;
}

/** Markdown, made from the manifest and the description of the data. */
export function modelCard(manifest: Described, dtype: string, about: DataDescription): string {
  const numbers = Object.entries(manifest.metrics.values).map(([name, value]) => `| ${name} | ${value} |`);
  const portraits =
    about.portraits === 'unknown'
      ? 'How many pictures there were is not known.'
      : `${about.portraits.toLocaleString('en')} pictures.`;
  return `# ${manifest.id}

${summary(manifest)}
Licence: ${about.licence}.

## Data

${about.name}: ${about.description}
${portraits} ${PERSONS[`${about.realPersons}`]}

## Intended use

Showing, mixing and sharing made-up faces on the device of whoever looks at them; learning how a DCGAN works. It is
not for passing a face off as a real person's, and it says nothing about real people of any group.

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
