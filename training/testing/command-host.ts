/**
 * A process that runs the package's commands one after the other, for `call-command.ts`: to start Node, load ONNX Runtime and
 * compile the code anew takes most of the time of a small command.
 *
 * Each command is run from its own file, with its own arguments, folder, output and exit code. It has ended when nothing keeps
 * the event loop alive any more, as its own process would.
 */
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

export type CommandCall = {
  /** The path of the command's file. */
  readonly script: string;
  readonly flags: readonly string[];
  /** The folder that it is called in. */
  readonly folder: string;
};

export type CommandResult = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** How often to look whether the command has ended, in ms. */
const LOOK_EVERY = 5;
const EVENTS = ['exit', 'SIGINT', 'SIGTERM'] as const;

/** Collects what is written to a stream of this process. */
function collect(stream: NodeJS.WriteStream): { readonly chunks: string[]; restore(): void } {
  const chunks: string[] = [];
  const { write } = stream;
  stream.write = (chunk: string | Uint8Array): boolean => {
    chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    return true;
  };
  return {
    chunks,
    restore() {
      stream.write = write;
      stream.removeAllListeners('error');
    },
  };
}

type Listener = (...values: unknown[]) => void;

/** @returns a function that takes off what listens to the process since now, and runs what listened to its exit */
function watchListeners(): () => void {
  const before = new Set(EVENTS.flatMap((event) => process.listeners(event as 'exit') as Listener[]));
  return () => {
    for (const event of EVENTS) {
      for (const listener of process.listeners(event as 'exit') as Listener[]) {
        if (before.has(listener)) {
          continue;
        }
        process.off(event, listener);
        if (event === 'exit') {
          listener(process.exitCode ?? 0);
        }
      }
    }
  };
}

let calls = 0;

async function call({ script, flags, folder }: CommandCall): Promise<CommandResult> {
  process.chdir(folder);
  process.env.INIT_CWD = folder;
  process.argv = [process.execPath, script, ...flags];
  process.exitCode = undefined;
  const exit = watchListeners();
  const [out, err] = [collect(process.stdout), collect(process.stderr)];
  // The streams are among these.
  const before = process.getActiveResourcesInfo().length;
  try {
    // Under another name for each call, so that the file is run again; what it imports is loaded once.
    await import(`${pathToFileURL(script).href}?call=${++calls}`);
    while (process.getActiveResourcesInfo().length > before) {
      await setTimeout(LOOK_EVERY);
    }
    exit();
    return { code: Number(process.exitCode ?? 0), stdout: out.chunks.join(''), stderr: err.chunks.join('') };
  } finally {
    out.restore();
    err.restore();
    process.exitCode = undefined;
  }
}

process.on('disconnect', () => process.exit());
process.on('message', async (wanted: CommandCall) => {
  process.send?.(await call(wanted));
});
