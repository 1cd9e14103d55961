// Holds that the browser does the editing: no source file of the element names a key of navigation or deletion, a key
// code, or a kind of deletion. Enter, which confirms outside a form, is the one key there is; 229 is none, but what an input
// method has for a number.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src/element/', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

const keys = String.raw`Arrow(?:Left|Right|Up|Down)|Backspace|Delete|Home|End|PageUp|PageDown|Tab|Clear|Undo|Redo`;
// As they would be written: a key in quotes, an inputType in quotes, a property that holds a number of a key.
const forbidden = [
  new RegExp(String.raw`(['"\x60])(?:${keys})\1`),
  /(['"`])delete[A-Z]\w*|deleteContent|\bkeyCode\b(?!,| === 229)|\bcharCode\b|\.which\b|keyIdentifier/,
  /(['"`])(?:keyup|keypress)\1|\bonkey(?:down|up|press)\b/,
];
const refused = (source: string) => forbidden.some((pattern) => pattern.test(source));

describe('the element handles no key of editing', () => {
  it('in any of its files', () => {
    assert.ok(files.includes('code-field.ts'), `the files of ${folder}`);
    for (const file of files)
      for (const [index, line] of readFileSync(folder + file, 'utf8')
        .split('\n')
        .entries())
        assert.ok(!refused(line), `${file}:${index + 1}: ${line.trim()}`);
  });

  it('and listens to keys in one place, for Enter', () => {
    const sources = files.map((file) => readFileSync(folder + file, 'utf8')).join('\n');
    assert.equal(sources.match(/keydown/g)?.length, 1);
    assert.deepEqual(sources.match(/\bkey === .*?(?= )/g), ["key === 'Enter'"]);
    assert.equal(sources.match(/\bkeyCode\b/g)?.length, 2, 'asked for, and compared');
  });

  for (const line of [
    "if (event.key === 'ArrowLeft') previous();",
    'case "Backspace":',
    "const moves = { Home: 0, End: 1 }; if (key === 'Home') move();",
    "if (event.inputType === 'deleteContentBackward') previous();",
    'if (event.keyCode === 8) previous();',
    'input.onkeydown = listener;',
    "input.addEventListener('keyup', listener);",
  ])
    it(`would find: ${line}`, () => {
      assert.ok(refused(line));
    });
});
