// The built-in scripts: what they store, and of what.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInScripts } from '../../src/engine/index.js';

const run = async (script: string, model: Record<string, string>) => ({
  ...(await builtInScripts[script]?.(model, 'Script')),
});

for (const [ForTestCode, _code] of [
  [' 12-34 56 ', '123456'],
  ['012345', '012345'],
  ['1234', '1234'],
  ['12 34 56 78', '12345678'],
  ['١٢٣٤٥٦', '123456'],
  [' k7q-X2m ', 'k7qX2m'],
  ['no code', ''],
  ['Your code is 123456', ''],
  ['', ''],
] as const)
  test(`cleanCode: "${ForTestCode}" is "${_code}"`, async () => {
    const user = 'ada';
    assert.deepEqual(await run('cleanCode', { user, ForTestCode }), { user, ForTestCode, _code });
  });

test('keepCode: a code is kept under both names; where there is none, nothing is', async () => {
  const code = '012345';
  assert.deepEqual(await run('keepCode', { code }), { code, new_code: code, ForTestCode: code });
  assert.deepEqual(await run('keepCode', { user: 'ada' }), { user: 'ada' });
});
