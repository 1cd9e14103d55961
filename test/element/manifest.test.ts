// The parts and slots that are drawn are those of custom-elements.json: each of them, and no other. What else it holds is
// test/package/manifest.test.ts's.
import { expect } from '@open-wc/testing';
import type { OtpConfirm } from '../../src/index.js';
import { deferredAdapter, drawn, mount } from './fixtures.js';
import { phases, reach } from './phases.js';
import { open, settledAll, signIn } from './sandbox.js';

interface Declaration {
  readonly tagName?: string;
  readonly cssParts?: readonly { readonly name: string }[];
  readonly slots?: readonly { readonly name: string }[];
}
let declarations: readonly Declaration[] = [];
before(async () => {
  const answer = await fetch('/custom-elements.json');
  const { modules } = (await answer.json()) as { modules: { declarations: Declaration[] }[] };
  declarations = modules.flatMap((module) => module.declarations);
});

/** What is seen of elements while they are put through what they do. */
function watch() {
  const [parts, slots] = [new Set<string>(), new Set<string>()];
  return {
    look(element: Element) {
      for (const node of element.shadowRoot?.querySelectorAll('[part]') ?? [])
        for (const name of node.part) parts.add(name);
      for (const node of element.shadowRoot?.querySelectorAll('slot') ?? []) slots.add(node.name);
    },
    agrees(tagName: string) {
      const declared = declarations.find((each) => each.tagName === tagName);
      const names = (list: Declaration['cssParts'] = []) => list.map(({ name }) => name).sort();
      expect([...parts].sort()).to.deep.equal(names(declared?.cssParts));
      expect([...slots].sort()).to.deep.equal(names(declared?.slots));
    },
  };
}

describe('the manifest and what is drawn agree:', () => {
  it('<otp-confirm>, in each phase, in cells and in one box', async () => {
    const { look, agrees } = watch();
    const focus = async (element: OtpConfirm) => {
      element.focus();
      await drawn(element);
      look(element);
      element.select();
      await drawn(element);
      look(element);
    };
    for (const phase of phases) {
      const adapter = deferredAdapter();
      const element = await mount('<otp-confirm challenge="c1" grouping="3-3"></otp-confirm>', { adapter });
      await reach(element, adapter, phase);
      look(element);
      if (phase === 'partial') await focus(element);
    }
    await focus(await mount('<otp-confirm challenge="c1" length="any"></otp-confirm>'));
    agrees('otp-confirm');
  });

  it('the elements of the sandbox, with a message and without', async () => {
    const sandbox = await open();
    const seen = { inbox: watch(), panel: watch() };
    for (const turn of [() => undefined, () => signIn(sandbox)]) {
      await turn();
      await settledAll(sandbox);
      seen.inbox.look(sandbox.inbox);
      seen.panel.look(sandbox.panel);
    }
    seen.inbox.agrees('otp-mock-inbox');
    seen.panel.agrees('otp-mock-panel');
  });
});
