/**
 * The site in WebKitGTK, which has Safari's engine, as Debian has it (`apt-get install webkit2gtk-driver xvfb`): its MiniBrowser, or the
 * program that MINIBROWSER names.
 */

import { visitSite } from '../drivers/visit-site.ts';
import { startWebKit } from '../drivers/webdriver.ts';

const MINIBROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

await visitSite(() => startWebKit(process.env.MINIBROWSER ?? MINIBROWSER));
