/** The model card (Mitchell et al., 2019): what the model is, what it learnt from, what it is for and what it is not. */
import type { Manifest } from '../../latent/manifest.ts';
import type { About } from './about.ts';

/** Markdown. Everything in it is read from the manifest and from what is said of the data. */
export const writeCard = (manifest: Omit<Manifest, 'files'>, about: About): string => {
  const { id, resolution, latentSize, layers, training, metrics } = manifest;
  const rows = layers.map(
    ({ name, kernel, stride, activation, shape }) =>
      `| ${name} | ${kernel}×${kernel}, stride ${stride} | ${activation} | ${shape.join(' × ')} |`,
  );
  const numbers = Object.entries(metrics.values).map(([name, value]) => `| ${name} | ${value} |`);
  const recipe = Object.entries(training.recipe).map(([key, value]) => `| ${key} | ${value} |`);
  const persons = about.realPersons
    ? 'Photographs of real persons are in the data.'
    : 'No photograph of a real person is in the data, so none is in the weights.';
  return `# ${id}

A generator of ${resolution}×${resolution} portraits of people who do not exist: a deep convolutional GAN (Radford et
al., ICLR 2016) from ${latentSize} numbers to a picture. Licence: ${about.licence}.

## Data

${about.name}: ${about.description}
${persons}

## Intended use

Showing, mixing and sharing made-up faces on the device of whoever looks at them; learning how a DCGAN works. It is
not for passing a face off as a real person's, and it says nothing about real people of any group.

## Limits

${about.limits}

## The network

| layer | transposed convolution | activation | output |
| --- | --- | --- | --- |
| z | | | ${latentSize} |
${rows.join('\n')}

Batch norm is folded into the weights; the weights are stored in 8 bits with a scale for each output channel.

## Training

${training.images.toLocaleString('en')} images in ${training.steps.toLocaleString('en')} steps and ${Math.round(training.minutes)} minutes.
The moving average of the generator's weights is what is published.

| recipe | |
| --- | --- |
${recipe.join('\n')}

## Numbers

Protocol: ${metrics.protocol}.

| measure | value |
| --- | --- |
${numbers.join('\n')}
`;
};
