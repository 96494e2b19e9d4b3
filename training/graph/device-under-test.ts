/** Which device the tests of graphs run on: each test project names its own. */
import { deviceFlag } from '../command-line.ts';

export const deviceUnderTest = deviceFlag(process.env.DAREKA_DEVICE ?? 'cpu');
