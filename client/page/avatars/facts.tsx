import type { ComponentChildren } from 'preact';
import { useTexts } from '../texts/language.ts';
import { avatarTexts } from './texts.ts';

/** Who is behind the faces, what they cost, and how else to have them. */
export function Facts() {
  const texts = useTexts(avatarTexts);
  const { origin } = location;
  return (
    <section class="facts" aria-label={texts.facts}>
      <Fact title={texts.who}>{texts.nobody}</Fact>
      <Fact title={texts.cost}>{texts.free}</Fact>
      <Fact title={texts.stable}>{texts.stableNote}</Fact>
      <Fact title={texts.mail} code={['printf %s "$email" | sha256sum | cut -c1-64']}>
        {texts.mailNote}
      </Fact>
      <Fact
        title={texts.dropIn}
        code={[`${origin}/avatar/HASH?s=80`, `${origin}/9.x/STYLE/png?seed=alice`]}
        after={<a href="/api/docs">{texts.api}</a>}
      >
        {texts.dropInNote}
      </Fact>
      <Fact title={texts.host} code={['npm ci && npm start', 'npx dareka alice --age old']}>
        {texts.hostNote}
      </Fact>
    </section>
  );
}

type FactProps = {
  title: string;
  /** Lines to type, one below the other. */
  code?: readonly string[];
  after?: ComponentChildren;
  children: string;
};

function Fact({ title, code = [], after, children }: FactProps) {
  return (
    <section>
      <h2>{title}</h2>
      <p>{children}</p>
      {code.length > 0 && <pre lang="en">{code.join('\n')}</pre>}
      {after !== undefined && <p>{after}</p>}
    </section>
  );
}
