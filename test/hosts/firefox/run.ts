/** The site in Debian's Firefox ESR (`apt-get install firefox-esr`), or in the program that FIREFOX names. */
import { startFirefox } from '../drivers/bidi.ts';
import { visitSite } from '../drivers/visit-site.ts';

await visitSite(() => startFirefox(process.env.FIREFOX ?? 'firefox-esr'));
