/** The device that tests of graphs run on. Each project of vitest.config.ts sets its own. */
import { deviceFlag } from '../command-line.ts';

export const testDevice = deviceFlag(process.env.DAREKA_DEVICE ?? 'cpu');
