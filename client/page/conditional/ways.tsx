import type { ConditionalManifest } from '../models/conditional-models.ts';
import { useTexts } from '../texts/language.ts';
import { Staggered } from '../ui/staggered.tsx';
import { LEARNED_PICTURES, MEASURED_DATA, MEASURED_WAYS } from './measured-ways.ts';
import { conditionalTexts } from './texts.ts';
import { type Way, WayDiagram } from './way-diagram.tsx';

/** Each with the paper that it is from. */
const WAYS: readonly { readonly way: Way; readonly paper?: readonly [name: string, url: string] }[] = [
  { way: 'none' },
  { way: 'concat', paper: ['Mirza & Osindero, 2014', 'https://arxiv.org/abs/1411.1784'] },
  { way: 'auxiliary', paper: ['Odena, Olah & Shlens, 2017', 'https://arxiv.org/abs/1610.09585'] },
  { way: 'projection', paper: ['Miyato & Koyama, 2018', 'https://arxiv.org/abs/1802.05637'] },
];

/** An unconditional GAN and the three ways to make it conditional: what goes into which network. */
export function Ways({ models }: { models: readonly ConditionalManifest[] }) {
  const texts = useTexts(conditionalTexts);
  return (
    <section class="panel explainer" aria-labelledby="ways">
      <h2 id="ways">{texts.ways}</h2>
      <p class="aside">{texts.waysNote}</p>
      <div class="ways">
        <Staggered>
          {WAYS.map(({ way, paper }) => {
            const { title, note } = texts.way[way];
            const trained = models.filter(({ condition }) => condition.way === way);
            return (
              <article key={way} class="way">
                <h3>
                  {title}{' '}
                  {paper && (
                    <a lang="en" href={paper[1]}>
                      {paper[0]}
                    </a>
                  )}
                </h3>
                <WayDiagram way={way} title={title} />
                <p>{note}</p>
                {way !== 'none' && <p class="aside">{texts.onDigits(MEASURED_WAYS[way])}</p>}
                {trained.map(({ id, condition }) => (
                  <p key={id} class="aside">
                    {texts.isThis(id, condition.measured?.accuracy)}
                  </p>
                ))}
              </article>
            );
          })}
        </Staggered>
      </div>
      <p class="aside">{texts.onDigitsNote(LEARNED_PICTURES, MEASURED_DATA)}</p>
    </section>
  );
}
