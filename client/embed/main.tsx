/** The page `/embed`. The widget on it is the one that it writes the HTML for, from this very build. */
import { register } from '@dareka/widget';
import { render } from 'preact';
import { Configurator } from './configurator.tsx';
import { chosenTexts } from './texts.ts';

register({ site: location.origin });

const { language, words } = chosenTexts();
document.documentElement.lang = language;
document.title = `${words.title} · Dareka`;

const page = document.getElementById('page');
if (page !== null) {
  render(<Configurator words={words} />, page);
}
