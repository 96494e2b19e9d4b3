/** The tables about traits in the model card, and beside the cards of models that were published without them. */
import type { TraitMeasurements } from '../../../latent/model/measurements.ts';
import { AIMS, describeTraits, reachesAim } from '../../../latent/traits/trait-aims.ts';
import { percent, table } from './card-format.ts';

type Asked = TraitMeasurements['asked'][number];

/**
 * How often a network reads in portraits what their labels say, where that is seldom: nobody can expect more of faces. Measured on
 * 8,000 portraits like those that it learned from.
 */
const READ_IN_PORTRAITS: Readonly<Record<string, string>> = {
  'attributes-2': `There are words that this network cannot read better in portraits, either. Of 806 portraits whose labels say that the head nods by less
than 0.9 degrees, it reads 90.6 % as level, since its readings err by 2 degrees and level ends at 3.6. Of 805 with light from within 5 degrees of
the front it reads 95.7 % as light=front; the light of faces differs from what z asks for by some degrees more. Of 125 portraits of masculine shape
whose hair is a bob or longer, it reads 72 % as gender=masculine hair=long.`,
  'attributes-3': `What is missing of light=front is as much the reader's: of 146 portraits with light from within 5 degrees of the front it reads 90.4 % as
light=front. Of 220 portraits whose labels say that the head nods by less than 0.9 degrees it reads 91.8 % as level, and of 34 portraits of masculine shape
whose hair is a bob or longer 94.1 % as gender=masculine hair=long.`,
};

function verdict(asked: Asked): string {
  if (asked.absent) {
    return 'in no portrait';
  }
  return reachesAim(asked) ? 'yes' : 'no';
}

/** Markdown: what was asked and how often it is read, then the shares of the other traits. */
export function traitTables({ reader, names, usual, asked }: TraitMeasurements): string {
  const inPortraits = READ_IN_PORTRAITS[reader];
  const ends = Object.entries(usual.shares).map(([name, words]) => {
    const word = Object.keys(words).at(-1) ?? '';
    return { name, word, usual: words[word] ?? 0 };
  });
  const spread = asked.map(({ traits, shares }) => [
    describeTraits(traits),
    ...ends.map(({ name, word }) => {
      const share = shares[name]?.[word];
      return name in traits || share === undefined ? '' : (100 * share).toFixed(0);
    }),
  ]);
  return `Each row is the faces of ${names.toLocaleString('en')} names, as the attribute network \`${reader}\` reads them; the last column is the share among ${usual.names.toLocaleString('en')}
names without traits. Intervals are of 95 %. The aim is ${Math.round(100 * AIMS.one)} % for one trait, and ${Math.round(100 * AIMS.several)} % for several together. Gender and
glasses are read as the one or the other, a beard from stubble on, hair as long from a bob on, a mouth as open from a visible gap on. For all
other traits a face has to be read as beyond three quarters of the faces without traits, and for a word of the middle as one of the
half between. The network learned from renders, as the generator did, and has errors of its own; a network that learned from
photographs may disagree, most about gender.
${inPortraits === undefined ? '' : `\n${inPortraits}\n`}
${table(
  ['asked', 'read', '95 % interval', 'reaches the aim', 'without traits'],
  asked.map((each) => [
    describeTraits(each.traits),
    percent(each.held.share),
    `${percent(each.held.low)} – ${percent(each.held.high)}`,
    verdict(each),
    percent(each.usual),
  ]),
)}

Cross-talk: how many of the same faces show the other traits, in %.

${table(
  ['asked', ...ends.map(({ name, word }) => `${name}=${word}`)],
  [['nothing', ...ends.map((end) => (100 * end.usual).toFixed(0))], ...spread],
)}`;
}

/** Markdown: what the card of a published model, which never changes, does not say. */
export function traitsAddendum(id: string, measured: TraitMeasurements): string {
  return `# ${id}: traits

An addition to the [model card](${id}/card.md), which was published before this was measured, by
\`npm run -w training evaluate-traits -- --model models/${id} --write\`.

${traitTables(measured)}
`;
}
