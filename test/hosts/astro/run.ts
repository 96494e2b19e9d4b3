/** A page of Astro, rendered to HTML when it is built. */
import { testHost } from '../host.ts';

await testHost(import.meta.dirname, { variants: [{ build: 'build' }] });
