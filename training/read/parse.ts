/** Parses text from files against schemas. Errors say in plain sentences what is wrong, where, and what was expected. */
import { parse as tomlValues } from 'smol-toml';
import * as v from 'valibot';
import { issueSentence, parseValue } from '../../gan/parse-value.ts';

type Schema = v.GenericSchema;

/** @throws Error where the text is not JSON, or does not follow the schema */
export function parseJson<S extends Schema>(schema: S, text: string, source: string): v.InferOutput<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${source} is not JSON`, { cause });
  }
  return parseValue(schema, value, source);
}

/**
 * Text that a parser of another package reads, such as a manifest.
 * @throws Error that names the source, where the text is not JSON or `parse` refuses it
 */
export function parseJsonWith<T>(parse: (value: unknown) => T, text: string, source: string): T {
  try {
    return parse(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof v.ValiError) {
      // Not as the cause, whose sentence has no place in the file.
      throw new Error(`${source}: ${cause.issues.map((issue) => issueSentence(issue)).join('\n')}`);
    }
    throw new Error(`${source}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** @throws Error where the text is not TOML, or does not follow the schema */
export function parseToml<S extends Schema>(schema: S, text: string, source: string): v.InferOutput<S> {
  let value: unknown;
  try {
    value = tomlValues(text);
  } catch (cause) {
    throw new Error(`${source}: ${cause instanceof Error ? cause.message : 'is not TOML'}`, { cause });
  }
  return parseValue(schema, value, source);
}
