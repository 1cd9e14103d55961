// The scripts that an "Execute script" step can name without registering its own. Names and variables are
// those of the application scenario.
import { type Alphabet, cleanCode as clean } from '../core/index.js';
import type { Script } from './component.js';
import { textMember } from './model.js';

/** Cleans `ForTestCode` of unnecessary characters and stores it in `_code`. What can be no code becomes "". */
const cleanCode: Script = (model, stepName) => {
  const text = textMember(model, 'ForTestCode', stepName);
  const cleanedAs = (alphabet: Alphabet) =>
    clean(text, { length: 'any', alphabet, source: 'autofill' }).value;
  // Whether small letters count, only the step that confirms knows.
  return {
    ...model,
    _code: cleanedAs('digits') ?? (cleanedAs('alphanumeric') && text.replace(/[\s-]+/g, '')) ?? '',
  };
};

/** Stores `code` in `new_code`, then in `ForTestCode`. A repeated request, which made no new code, has none to store. */
const keepCode: Script = (model, stepName) => {
  if (!('code' in model)) return model;
  const new_code = textMember(model, 'code', stepName);
  return { ...model, new_code, ForTestCode: new_code };
};

export const builtInScripts: Readonly<Record<string, Script>> = { cleanCode, keepCode };
