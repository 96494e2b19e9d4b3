import { useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useTexts } from '../texts/language.ts';
import { facesTexts } from './texts.ts';

/** Leads to the view that shows the face of a name, with its address. */
export function NameForm() {
  const { router } = useAppContext();
  const texts = useTexts(facesTexts);
  const [name, setName] = useState('');

  function open(event: SubmitEvent): void {
    event.preventDefault();
    router.go({ view: 'avatars', code: null, parts: [], query: name.trim() === '' ? {} : { name } });
    scrollTo(0, 0);
  }
  return (
    <form class="name-form" onSubmit={open}>
      <input
        type="text"
        value={name}
        placeholder={texts.name}
        aria-label={texts.name}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" aria-label={texts.seeName} title={texts.seeName}>
        <span aria-hidden="true">→</span>
      </button>
    </form>
  );
}
