/** What the command line asks for. */
import { parseArgs } from 'node:util';
import { parseSeedList } from '../latent/seed/seed-list.ts';
import { CLASS_TRAIT } from '../latent/traits/trait-name.ts';
import type { Traits } from '../latent/traits/traits.ts';
import type { KnownTrait } from './types.ts';

/** A mistake on the command line, as a sentence. */
export class CommandError extends Error {}

export type DrawCommand = {
  readonly kind: 'draw';
  readonly names: readonly string[];
  readonly seeds: readonly number[];
  readonly codes: readonly string[];
  readonly traits: Traits;
  /** The width in pixels; that of avatars (`AVATAR_SIZE`) where it is not given. */
  readonly size: number | undefined;
  /** A file, a folder, or `-` for the standard output. */
  readonly out: string | undefined;
  readonly sheet: boolean;
  /** The folder of a published model; that of the package where it is not given. */
  readonly model: string | undefined;
};

export type Command = DrawCommand | { readonly kind: 'help' | 'version' | 'traits' | 'classes' };

function parseSeeds(text: string): number[] {
  try {
    return parseSeedList(text);
  } catch (cause) {
    throw new CommandError(`--seeds: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function parseSize(text: string): number {
  if (!/^\d{1,5}$/.test(text)) {
    throw new CommandError(`--size: write a whole number of pixels, not "${text}"`);
  }
  return Number(text);
}

/** The option that is a folder decides which traits there are, so it is read first. */
const MODEL_OPTION = { model: { type: 'string' } } as const;

const OPTIONS = {
  ...MODEL_OPTION,
  class: { type: 'string' },
  seeds: { type: 'string' },
  code: { type: 'string', multiple: true },
  size: { type: 'string' },
  out: { type: 'string', short: 'o' },
  sheet: { type: 'boolean' },
  traits: { type: 'boolean' },
  classes: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The folder of the model that a command line names. */
export function modelOption(words: readonly string[]): string | undefined {
  const { model } = parseArgs({ args: [...words], strict: false, options: MODEL_OPTION }).values;
  return typeof model === 'string' ? model : undefined;
}

/**
 * @param words of the command line
 * @param known the traits that the model has, each of which is an option, but for those that are called like another one
 * @throws CommandError
 */
export function parseCommand(words: readonly string[], known: readonly KnownTrait[]): Command {
  const traitOptions = Object.fromEntries(
    known.flatMap(({ name }) => (Object.hasOwn(OPTIONS, name) ? [] : [[name, { type: 'string' } as const]])),
  );
  const { values, positionals: names } = parsed([...words], traitOptions);
  if (values.help || words.length === 0) {
    return { kind: 'help' };
  }
  if (values.version) {
    return { kind: 'version' };
  }
  if (values.traits) {
    return { kind: 'traits' };
  }
  if (values.classes) {
    return { kind: 'classes' };
  }
  const seeds = values.seeds === undefined ? [] : parseSeeds(values.seeds);
  const codes = values.code ?? [];
  if (names.length + seeds.length + codes.length === 0) {
    throw new CommandError('whose face? Write a name, --seeds or --code; --help shows how');
  }
  const given = values as Record<string, unknown>;
  const traits = Object.fromEntries(
    [CLASS_TRAIT, ...Object.keys(traitOptions)].flatMap((name) =>
      typeof given[name] === 'string' ? [[name, given[name]]] : [],
    ),
  );
  const [asked] = Object.keys(traits);
  if (codes.length > 0 && asked !== undefined) {
    throw new CommandError(`--code is one face with all its traits, so --${asked} cannot go with it`);
  }
  const size = values.size === undefined ? undefined : parseSize(values.size);
  const { out, sheet = false, model } = values;
  return { kind: 'draw', names, seeds, codes, traits, size, out, sheet, model };
}

function parsed(args: string[], traitOptions: Record<string, { type: 'string' }>) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...traitOptions, ...OPTIONS } });
  } catch (error) {
    const unknown =
      error instanceof Error && 'code' in error && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    const hint = unknown ? '; --traits lists the traits, --help the rest' : '';
    throw new CommandError(
      `${error instanceof Error ? error.message.replace(/\. To specify.*$/s, '') : error}${hint}`,
    );
  }
}
