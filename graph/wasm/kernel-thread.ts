/** What a thread does that helps another one: it runs the same programs in the same memory. */

/** Numbers name programs. */
export type KernelThreadMessage =
  | {
      readonly type: 'program';
      readonly program: number;
      readonly module: WebAssembly.Module;
      readonly memory: WebAssembly.Memory;
    }
  | { readonly type: 'run'; readonly program: number; readonly run: number; readonly buffer: number }
  | { readonly type: 'release'; readonly program: number };

export type Run = (run: number, buffer: number) => void;

export function runOf(module: WebAssembly.Module, memory: WebAssembly.Memory): Run {
  return new WebAssembly.Instance(module, { env: { memory } }).exports.run as Run;
}

/** Takes the messages of a session, in order. */
export function openKernelThread(): (message: KernelThreadMessage) => void {
  const programs = new Map<number, Run>();
  return (message) => {
    switch (message.type) {
      case 'program':
        programs.set(message.program, runOf(message.module, message.memory));
        break;
      case 'run':
        programs.get(message.program)?.(message.run, message.buffer);
        break;
      case 'release':
        programs.delete(message.program);
        break;
    }
  };
}
