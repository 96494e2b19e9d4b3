/** A page of React 18 and of React 19, rendered to HTML on a server and hydrated. */
import { testHost } from '../host.ts';

await testHost(import.meta.dirname, { variants: [{ build: 'build:18' }, { build: 'build:19' }] });
