/** The site in Debian's Firefox ESR (`apt-get install firefox-esr`), or in the program that FIREFOX names. */
import { startFirefox } from '../drivers/bidi.ts';
import { visitSite } from '../drivers/visit-site.ts';

/** Pages then see four cores at least, so that three threads draw. */
const FOUR_CORES = {
  'privacy.fingerprintingProtection': true,
  'privacy.fingerprintingProtection.overrides': '-AllTargets,+NavigatorHWConcurrencyTiered',
};

await visitSite(() => startFirefox(process.env.FIREFOX ?? 'firefox-esr', { preferences: FOUR_CORES }));
