/** The page `/embed`, which writes the HTML that puts a face on a page. It shows the widget of this build. */
import { register } from '@dareka/widget';
import { render } from 'preact';
import { applyPreferredLanguage, currentTexts } from '../page/texts/language.ts';
import { Configurator } from './configurator.tsx';
import { embedTexts } from './texts.ts';

register({ site: location.origin });

applyPreferredLanguage();
const texts = currentTexts(embedTexts);
document.title = `${texts.title} · Dareka`;

// In a task of its own: with the evaluation of the scripts it would block the page for too long.
setTimeout(() => {
  const page = document.getElementById('page');
  if (page !== null) {
    render(<Configurator texts={texts} />, page);
  }
});
