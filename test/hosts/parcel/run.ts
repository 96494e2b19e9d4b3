/** A page that Parcel builds; by itself it does not read the exports of a package. */
import { testHost } from '../host.ts';

await testHost(import.meta.dirname, { variants: [{ build: 'build' }] });
