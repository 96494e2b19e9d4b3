import type { ComponentChildren } from 'preact';
import { useTexts } from '../texts/language.ts';
import { avatarTexts } from './texts.ts';

/** Who is behind the faces, what they cost, and how else to have them. */
export function Facts() {
  const texts = useTexts(avatarTexts);
  const { origin } = location;
  return (
    <section class="facts" aria-label={texts.facts}>
      <Topic title={texts.who}>{texts.nobody}</Topic>
      <Topic title={texts.cost}>{texts.free}</Topic>
      <Topic title={texts.stable}>{texts.stableNote}</Topic>
      <Topic title={texts.mail} code={['printf %s "$email" | sha256sum | cut -c1-64']}>
        {texts.mailNote}
      </Topic>
      <Topic
        title={texts.dropIn}
        code={[`${origin}/avatar/HASH?s=80`, `${origin}/9.x/STYLE/png?seed=alice`]}
        after={<a href="/api/docs">{texts.api}</a>}
      >
        {texts.dropInNote}
      </Topic>
      <Topic title={texts.host} code={['npm ci && npm start', 'npx dareka alice --age old']}>
        {texts.hostNote}
      </Topic>
    </section>
  );
}

type TopicProps = {
  title: string;
  /** Lines to type, one below the other. */
  code?: readonly string[];
  after?: ComponentChildren;
  children: string;
};

function Topic({ title, code = [], after, children }: TopicProps) {
  return (
    <section>
      <h2>{title}</h2>
      <p>{children}</p>
      {code.length > 0 && <pre lang="en">{code.join('\n')}</pre>}
      {after !== undefined && <p>{after}</p>}
    </section>
  );
}
