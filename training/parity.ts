/**
 * Compares training steps with PyTorch's. Reads a folder with `input.safetensors`, `expected.safetensors` and
 * `expected.json`, takes the same steps, and prints the largest relative error ‖a − b‖₂ / ‖b‖₂ of each kind of result.
 *
 *     npm run parity -- --fixture DIR [--device cpu|webgpu|onnx-webgpu] [--json]
 */
import { parseArgs } from 'node:util';
import { deviceFlag, runCommand, UsageError, userPath } from './command-line.ts';
import { isEqual, measureParity } from './parity/parity.ts';

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      fixture: { type: 'string' },
      device: { type: 'string', default: 'cpu' },
      json: { type: 'boolean' },
    },
  });
  if (flags.fixture === undefined) {
    throw new UsageError(
      'write --fixture DIR, a folder with input.safetensors, expected.safetensors and expected.json',
    );
  }
  const parity = await measureParity(userPath(flags.fixture), deviceFlag(flags.device));
  const passed = isEqual(parity);
  if (flags.json) {
    console.log(JSON.stringify({ passed, ...parity }, null, 2));
  } else {
    for (const [kind, { error, tensor, limit }] of Object.entries(parity)) {
      console.log(`${kind.padEnd(11)} ${error.toExponential(2)} (limit ${limit})  ${tensor}`);
    }
    console.log(passed ? 'equal to PyTorch within the limits' : 'NOT equal to PyTorch within the limits');
  }
  process.exitCode = passed ? 0 : 1;
});
