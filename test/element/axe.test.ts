// axe-core finds nothing: every phase, in every theme and scheme, with all the rules that it has switched on, and the one
// for the size of targets as well.
import { expect } from '@open-wc/testing';
import axe from 'axe-core';
import { cells, deferredAdapter, inputOf, marked, mount, one, until } from './fixtures.js';
import { link, page, phases, reach, themes } from './phases.js';

async function expectNothingFound(element: Element): Promise<void> {
  const { violations, passes } = await axe.run(one(element.ownerDocument, 'main'), {
    rules: { 'target-size': { enabled: true } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).to.deep.equal(
    [],
  );
  expect(passes.map(({ id }) => id)).to.include.members(['color-contrast', 'label', 'target-size']);
}

it('axe finds what is wrong', async () => {
  const element = await mount(
    page('light', '<otp-confirm style="--otp-confirm-muted-color: #bbb"></otp-confirm>'),
  );
  const { violations } = await axe.run(one(element.ownerDocument, 'main'));
  expect(violations.map(({ id }) => id)).to.deep.equal(['color-contrast']);
});

for (const theme of themes)
  describe(`axe finds nothing in ${theme || 'the look without a theme'}`, () => {
    let unlink: () => void;
    before(async () => {
      unlink = await link(theme);
    });
    after(() => {
      unlink();
    });

    for (const scheme of ['light', 'dark'] as const)
      for (const phase of phases)
        it(`${phase}, ${scheme}`, async () => {
          const adapter = deferredAdapter();
          const element = await mount(
            page(scheme, '<otp-confirm challenge="c" expires-in="300" grouping="3-3"></otp-confirm>'),
            { adapter },
          );
          await reach(element, adapter, phase);
          expect(element.phase).to.equal(phase);
          await expectNothingFound(element);
        });

    it('a code of any length, with the focus', async () => {
      const element = await mount(
        page('light', '<otp-confirm challenge="c" length="any" alphabet="text"></otp-confirm>'),
      );
      element.focus();
      await until(() => inputOf(element).matches(':focus'), 'it has the focus');
      await expectNothingFound(element);
    });

    it('a selection', async () => {
      const element = await mount(page('dark', '<otp-confirm challenge="c"></otp-confirm>'));
      element.code = '123456';
      element.focus();
      element.select();
      await until(() => marked(element, 'selected').length === cells(element).length, 'all is selected');
      await expectNothingFound(element);
    });
  });
