/** The site in WebKitGTK, which has Safari's engine, as Debian has it: `apt-get install gir1.2-webkit2-4.1 python3-gi xvfb`. */
import { visitSite } from '../drivers/visit-site.ts';
import { startWebKit } from '../drivers/webkit.ts';

await visitSite(startWebKit);
