// The playground's knobs against the element's own list, and a setting's way through the address and into HTML.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { attributes, knobs, type Knob } from '../../demo/knobs.js';
import { hashOf, initial, settingOf } from '../../demo/setting.js';
import { snippet } from '../../demo/snippet.js';
import { OtpConfirm } from '../../src/element/index.js';
import { runs } from '../runs.js';

/** What a person can turn a knob to. */
function valueOf(knob: Knob): fc.Arbitrary<string> {
  switch (knob.kind) {
    case 'flag':
      return fc.constantFrom('', 'on');
    case 'choice':
      return fc.constantFrom(...Object.keys(knob.choices));
    case 'range':
      return fc.integer({ min: knob.min, max: knob.max }).map(String);
    case 'text':
      return fc.string({ unit: 'grapheme' });
  }
}
const setting = fc.record(Object.fromEntries(knobs.map((knob) => [knob.name, valueOf(knob)])));

describe('the pages of the demo', () => {
  for (const name of readdirSync('demo').filter((file) => file.endsWith('.html')))
    it(`${name} links and loads what lies beside it, so that it works below any path`, () => {
      const page = readFileSync(`demo/${name}`, 'utf8');
      const addresses = [...page.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(
        ([, address = '']) => address,
      );
      assert.ok(addresses.length > 3);
      // What the other sheets measure and colour by.
      if (addresses.some((each) => each.endsWith('.css'))) assert.ok(addresses.includes('./palette.css'));
      const elsewhere = addresses.filter((address) => !/^(?:\.\/|#)/.test(address));
      // The login's forms are answered by the page itself.
      assert.deepEqual(
        name === 'index.html' ? elsewhere.filter((each) => !each.startsWith('/login')) : elsewhere,
        [],
      );
    });
});

describe('the playground', () => {
  it('has a knob for each attribute of the element', () => {
    const turned = Object.values(attributes)
      .flat()
      .map(({ name }) => name);
    // `form` is every form control's.
    assert.deepEqual([...turned].sort(), [...new Set([...OtpConfirm.observedAttributes, 'form'])].sort());
  });

  it('takes any setting back out of the address that holds it', () => {
    fc.assert(
      fc.property(setting, (each) => {
        assert.deepEqual(settingOf(hashOf(each)), { ...each });
      }),
      runs(300),
    );
  });

  it('writes no address for what is as it starts, and takes nothing that no knob knows', () => {
    assert.equal(hashOf(initial), '#');
    assert.deepEqual(settingOf('#theme=nonsense&width=9000&dir=up&more=1'), initial);
  });

  it('lets nothing out of an attribute of the HTML that it shows', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const shown = snippet({ ...initial, label: text, grouping: text, 'step-name': text });
        assert.equal(shown.match(/<[a-z]/g)?.length, 2 + (text ? 1 : 0));
      }),
      runs(300),
    );
  });
});
