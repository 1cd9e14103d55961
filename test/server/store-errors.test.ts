// What the stores make of what a driver throws, and of rows that they have not written: an error that says what to do and
// quotes nothing. Asked of the functions themselves; that each operation goes through them is postgres.test.ts's and redis.test.ts's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreError } from '../../src/engine/index.js';
import { asStoreError as ofPostgres, codeOf } from '../../src/server/postgres/connection.js';
import { asStoreError as ofRedis } from '../../src/server/redis/connection.js';
import { rowOf } from '../../src/server/redis/rows.js';

const thrown = (code?: unknown): Error =>
  Object.assign(new Error('for key 424242'), code === undefined ? {} : { code });

describe('what Postgres’ driver throws', () => {
  const cases: Readonly<Record<string, readonly [error: unknown, message: RegExp]>> = {
    'no connection': [
      thrown('ECONNREFUSED'),
      /^Postgres cannot be used \(ECONNREFUSED\)\. Check that it is running/,
    ],
    'a server that shuts down': [thrown('57P01'), /\(57P01\)\. Check that it is running/],
    'a connection that broke': [thrown('08006'), /\(08006\)\. Check that it is running/],
    'an error of its own': [thrown('42P01'), /\(42P01\)\. See the cause\.$/],
    'an error without a code': [thrown(), /^Postgres cannot be used\. Check/],
    'a code that is none': [thrown(7), /^Postgres cannot be used\. Check/],
    'no error at all': ['gone', /^Postgres cannot be used\. Check/],
  };
  for (const [what, [error, message]] of Object.entries(cases))
    it(`${what} says what to do, and quotes nothing`, () => {
      const { message: said, cause } = ofPostgres(error);
      assert.match(said, message);
      assert.ok(!said.includes('424242'));
      assert.equal(cause, error);
    });
  it('an error of the store’s stays what it is', () => {
    const own = new StoreError('Give the store a table.');
    assert.deepEqual([ofPostgres(own) === own, ofRedis(own) === own], [true, true]);
  });
  it('has the code of nothing', () => {
    assert.deepEqual([codeOf(null), codeOf(undefined), codeOf({ code: null })], ['', '', '']);
  });
});

describe('what Redis’ driver throws', () => {
  for (const [what, error, code] of [
    ['no connection', thrown('ECONNREFUSED'), ' (ECONNREFUSED)'],
    ['an error without a code', thrown(), ''],
    ['no error at all', 'gone', ''],
  ] as const)
    it(`${what} says what to do, and quotes nothing`, () => {
      const { message, cause } = ofRedis(error);
      assert.equal(
        message,
        `Redis cannot be used${code}. Check that it is running, and the address and password in "url".`,
      );
      assert.equal(cause, error);
    });
});

describe('a hash in Redis', () => {
  it('with its facts alone is a row of nothing but these', () => {
    const { id, root, issuedAt, expires, resendAt, attemptsRemaining, redeemed, confirmedAt } = rowOf({
      facts: '{"id":"a","root":"b"}',
    });
    assert.deepEqual([id, root, issuedAt, expires, resendAt, attemptsRemaining], ['a', 'b', 0, 0, 0, 0]);
    assert.deepEqual([redeemed, confirmedAt], [false, undefined]);
  });
  for (const facts of ['null', '7', '{"id":"a"}'])
    it(`that holds ${facts} is not of this store`, () => {
      assert.throws(() => rowOf({ facts }), {
        name: 'StoreError',
        message: 'Redis holds what this store has not written. Give the store a "prefix" of its own.',
      });
    });
});
