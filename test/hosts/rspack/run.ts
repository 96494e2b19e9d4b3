/** A page that Rspack builds. */
import { testHost } from '../host.ts';

await testHost(import.meta.dirname, { variants: [{ build: 'build' }] });
