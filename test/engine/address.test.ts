// What an address counts as.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { networkOf } from '../../src/engine/address.js';

describe('networkOf', () => {
  for (const [address, network] of [
    ['192.0.2.1', '192.0.2.1'],
    [' 192.0.2.1 ', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::ffff:0:0', '0.0.0.0'],
    ['::ffff:254.255.252.253', '254.255.252.253'],
    // By NAT64: behind one prefix lie all IPv4 addresses.
    ['64:ff9b::192.0.2.1', '192.0.2.1'],
    ['64:ff9b::c000:201', '192.0.2.1'],
    ['[64:FF9B:0:0:0:0:c000:201]:443', '192.0.2.1'],
    ['64:ff9b::1:c000:201', '64:ff9b:0:0::/64'],
    ['64:ff9b:1::c000:201', '64:ff9b:1:0::/64'],
    ['::fffe:192.0.2.1', '0:0:0:0::/64'],
    ['1::ffff:192.0.2.1', '1:0:0:0::/64'],
    ['0:0:0:0:1:ffff:192.0.2.1', '0:0:0:0::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    ['2001:db8:1:2:3:4:192.0.2.1', '2001:db8:1:2::/64'],
    // With a port, as some proxies write it.
    ['[::ffff:192.0.2.1]:51234', '192.0.2.1'],
    ['192.0.2.1:51234', '192.0.2.1'],
    ['[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
    ['[fe80::1%eth0]:443', 'fe80:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    // No addresses: each counts as it stands, and nothing is thrown.
    ['', ''],
    [' ', ''],
    [':', ':'],
    ['192.0.2.1, 2001:db8::1', '192.0.2.1, 2001:db8::1'],
    ['2001:db8::1, 192.0.2.1:80', '2001:db8::1, 192.0.2.1:80'],
    ['192.0.2.1:80, 192.0.2.2', '192.0.2.1:80, 192.0.2.2'],
    ['for=[2001:db8::1]:443', 'for=[2001:db8::1]:443'],
    ['[2001:db8::1], 192.0.2.1', '[2001:db8::1], 192.0.2.1'],
    ['192.0.2.1:', '192.0.2.1:'],
    ['::ffff:256.0.2.1', '::ffff:256.0.2.1'],
    ['::ffff:1.256.2.1', '::ffff:1.256.2.1'],
    ['::ffff:192.0.2.256', '::ffff:192.0.2.256'],
    ['::ffff:4294967488.0.2.1', '::ffff:4294967488.0.2.1'],
    ['::ffff:f1.0.2.1', '::ffff:f1.0.2.1'],
    ['::ffff:1.192.0.2.1', '::ffff:1.192.0.2.1'],
    ['::ffff:192.0.2', '::ffff:192.0.2'],
    ['::ffff:192.0.2.', '::ffff:192.0.2.'],
    ['1:2:3:4:5:6:7:8::9', '1:2:3:4:5:6:7:8::9'],
    ['2001:db8::1::', '2001:db8::1::'],
    ['2001:db8:1:2:3:4:5:', '2001:db8:1:2:3:4:5:'],
    ['unknown', 'unknown'],
    ['1:2:3', '1:2:3'],
    ['1::2::3', '1::2::3'],
    ['1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8:9'],
    ['g::1', 'g::1'],
    ['::12345', '::12345'],
  ])
    test(`${JSON.stringify(address)} is ${JSON.stringify(network)}`, () => {
      assert.equal(networkOf(address ?? ''), network);
    });
});

// A header that a proxy did not write may be as long as a request's head.
test('a text as long as a header is read as fast as another: its length counts once', () => {
  const startedAt = performance.now();
  for (const text of ['1', '1.', '1:', '%', '[', '[1]:', ' ', '::']) networkOf(`:${text.repeat(100_000)}x`);
  // By the square of it, the digits alone took ten seconds; it takes some milliseconds.
  assert.ok(performance.now() - startedAt < 5000);
});
