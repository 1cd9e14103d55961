// The model: how much it takes, which names it never takes, and what is said of a member that is missing or no text.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textMember } from '../../src/engine/index.js';
import { plainMembers, takeModel } from '../../src/engine/model.js';

const members = (count: number): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${String(index)}`, index]));

describe('a model', () => {
  for (const way of ['taken', 'given', 'leaving-out'] as const) {
    test(`${way}: has up to 100 members`, () => {
      assert.equal(Object.keys(takeModel(members(100), 'Model', way)).length, 100);
      assert.throws(() => takeModel(members(101), 'Model', way), {
        name: 'DataflowError',
        message: 'Step "Model": the model has over 100 members. Pass fewer.',
        step: 'Model',
      });
    });
    test(`${way}: is a frozen copy, whether something is left out of it or not`, () => {
      for (const given of [
        { user: 'ada' },
        { user: 'ada', [Symbol('own')]: 1 },
        { user: 'ada', prototype: 'x' },
      ]) {
        const model = takeModel(given, 'Model', way);
        assert.deepEqual([{ ...model }, Object.isFrozen(model)], [{ user: 'ada' }, true]);
        assert.equal(Object.isFrozen(given), false);
      }
    });
    test(`${way}: what it never takes does not count`, () => {
      const hostile: Record<string, unknown> = JSON.parse(
        '{"__proto__": {"admin": true}, "constructor": "x", "prototype": "y"}',
      );
      for (const name of Object.keys(hostile)) {
        const source = Object.defineProperty(members(100), name, { value: 'x', enumerable: true });
        const model = takeModel(source, 'Model', way);
        assert.deepEqual(Object.keys(model), Object.keys(members(100)));
        assert.equal(Object.getPrototypeOf(model), null);
      }
      assert.deepEqual(Object.keys(plainMembers(hostile)), []);
    });
  }

  test('has texts of up to 4096 characters; what is longer is an error that names it, or left out', () => {
    const [fits, over] = ['x'.repeat(4096), 'x'.repeat(4097)];
    assert.deepEqual({ ...takeModel({ fits }, 'Model') }, { fits });
    for (const [way, given] of [
      ['taken', false],
      ['given', true],
    ] as const)
      assert.throws(() => takeModel({ fits, over }, 'Model', way), {
        name: 'DataflowError',
        message:
          'Step "Model": the field "over" is not a plain value. ' +
          'Pass a string of up to 4096 characters, a finite number, a boolean or null.',
        step: 'Model',
        field: 'over',
        given,
      });
    assert.deepEqual({ ...takeModel({ fits, over }, 'Model', 'leaving-out') }, { fits });
  });
});

describe('a member as text', () => {
  test('is its own, and may be empty', () => {
    assert.deepEqual(
      [textMember({ code: '1' }, 'code', 'S'), textMember({ code: '' }, 'code', 'S')],
      ['1', ''],
    );
  });
  for (const [what, model, message] of [
    ['is missing', {}, 'is not in the model. Put it there, or name another field.'],
    [
      'is inherited',
      Object.create({ code: '1' }),
      'is not in the model. Put it there, or name another field.',
    ],
    ['is undefined', { code: undefined }, 'is not in the model. Put it there, or name another field.'],
    ['is null', { code: null }, 'is not text. Pass it as a string.'],
    ['is a number', { code: 123456 }, 'is not text. Pass it as a string.'],
    ['is a list', { code: ['123456'] }, 'is not text. Pass it as a string.'],
    ['is nested', { code: { code: '123456' } }, 'is not text. Pass it as a string.'],
  ] as [string, Record<string, unknown>, string][])
    test(`that ${what} is an error that names it, and not its value`, () => {
      assert.throws(() => textMember(model, 'code', 'Confirm'), {
        name: 'DataflowError',
        message: `Step "Confirm": the field "code" ${message}`,
        step: 'Confirm',
        field: 'code',
      });
    });
});
