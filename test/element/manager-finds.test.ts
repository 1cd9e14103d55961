// Whether password managers find the field and are willing to fill it: their own looks at it, played, and the code of
// one of them as it is shipped. What their fills come to is autofill.test.ts's.
import { getLoginTarget } from '@buttercup/locust';
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { type } from './browser.js';
import { deferredAdapter, drawn, inputOf, mount, one, request, until } from './fixtures.js';
import { objections } from './managers.js';

const places = {
  alone: '<otp-confirm challenge="c"></otp-confirm>',
  'in a form': '<form><otp-confirm challenge="c"></otp-confirm></form>',
  'with an input of the page': '<otp-confirm challenge="c"><input name="code"></otp-confirm>',
  'with a label around the element':
    '<label>Code <otp-confirm challenge="c"><input name="code"></otp-confirm></label>',
  'of four digits': '<otp-confirm challenge="c" length="4"></otp-confirm>',
  'of twelve in groups': '<otp-confirm challenge="c" length="12" grouping="4-4-4"></otp-confirm>',
  'of letters': '<otp-confirm challenge="c" alphabet="alphanumeric"></otp-confirm>',
  'of any length': '<otp-confirm challenge="c" length="any"></otp-confirm>',
  'in a page from right to left': '<div dir="rtl"><otp-confirm challenge="c"></otp-confirm></div>',
  'in a flex row': '<div style="display: flex"><otp-confirm challenge="c"></otp-confirm></div>',
  'where the page hides every input':
    '<style>input { opacity: 0 !important; clip-path: inset(50%) !important }</style><otp-confirm challenge="c"></otp-confirm>',
};
const start = (markup: string) => mount(markup, { adapter: deferredAdapter() });

for (const [product, objectionsOf] of Object.entries(objections))
  describe(`${product} has nothing against the field`, () => {
    for (const [place, markup] of Object.entries(places))
      it(place, async () => {
        expect(objectionsOf(inputOf(await start(markup)))).to.deep.equal([]);
      });

    it('while it is typed into, and when it is full', async () => {
      const element = await start(places.alone);
      element.focus();
      await type('123');
      expect(objectionsOf(inputOf(element))).to.deep.equal([]);
      await type('456');
      await until(() => element.phase === 'complete', 'the field is full');
      expect(objectionsOf(inputOf(element))).to.deep.equal([]);
    });

    it('after a wrong code', async () => {
      const element = await start(places.alone);
      const adapter = element.adapter as ReturnType<typeof deferredAdapter>;
      element.code = '123456';
      void element.confirm();
      (await request(adapter.confirms)).answer({ kind: 'incorrect' });
      await until(() => element.phase === 'refused', 'the code was refused');
      await drawn(element);
      expect(objectionsOf(inputOf(element))).to.deep.equal([]);
    });

    it('but while its code is being checked, and once it is confirmed', async () => {
      const element = await start(places.alone);
      const adapter = element.adapter as ReturnType<typeof deferredAdapter>;
      element.code = '123456';
      void element.confirm();
      const { answer } = await request(adapter.confirms);
      answer({ kind: 'confirmed' });
      await until(() => element.phase === 'confirmed', 'the code is confirmed');
      await drawn(element);
      expect(objectionsOf(inputOf(element))).to.deep.equal(['not to be written']);
    });

    it('and sees what is wrong with other fields', async () => {
      const element = await start(
        '<otp-confirm></otp-confirm><input id="bad" readonly autocomplete="off" style="opacity: 0; position: absolute; left: -99px; width: 1px; height: 1px">',
      );
      const bad = one<HTMLInputElement>(element.parentElement, '#bad');
      expect(objectionsOf(bad).length).to.be.at.least(5);
    });
  });

describe('a narrow page', () => {
  const before = { width: innerWidth, height: innerHeight };
  afterEach(() => setViewport(before));

  // A field that reaches out of the page is passed over.
  for (const width of [320, 360, 412])
    for (const length of [4, 6, 8, 12])
      it(`of ${width} px holds a field of ${length} whole`, async () => {
        await setViewport({ width, height: 480 });
        const element = await start(`<otp-confirm challenge="c" length="${length}"></otp-confirm>`);
        for (const objectionsOf of Object.values(objections))
          expect(objectionsOf(inputOf(element))).to.deep.equal([]);
        const input = inputOf(element);
        element.focus();
        await type('1'.repeat(length));
        await until(() => input.scrollLeft === 0, 'the text stands under the cells');
      });
});

describe("the finder of Buttercup's extension", () => {
  const find = () => {
    const target = getLoginTarget(document);
    if (!target) throw new Error('No login form was found.');
    return target;
  };
  const form = (inside: string) =>
    `<form><input type="email" name="email"><input type="password" name="password">${inside}<button type="submit">Sign in</button></form>`;

  for (const [whose, inside] of [
    ['created', '<otp-confirm challenge="c" auto-confirm></otp-confirm>'],
    ["page's", '<otp-confirm challenge="c" auto-confirm><input name="code"></otp-confirm>'],
  ] as const) {
    it(`takes the ${whose} input for the code's, in a form with user and password`, async () => {
      const element = await start(form(inside));
      const target = find();
      expect(target.otpField === element.input).to.be.true;
      expect(target.usernameField.name).to.equal('email');
      expect(target.passwordField.name).to.equal('password');
    });

    it(`takes the ${whose} input for the code's, in a form of its own, and for no user's name`, async () => {
      const element = await start(`<form id="login">${inside}<button type="submit">Go on</button></form>`);
      const target = find();
      expect(target.otpField === element.input).to.be.true;
      expect(target.usernameField as unknown).to.equal(null);
    });

    it(`types a code into the ${whose} input, which arrives clean and is sent once`, async () => {
      const element = await start(form(inside));
      const adapter = element.adapter as ReturnType<typeof deferredAdapter>;
      await find().fillOTP('123 456');
      await drawn(element);
      expect([element.input?.value, element.code]).to.deep.equal(['123456', '123456']);
      expect((await request(adapter.confirms)).request.code).to.equal('123456');
      expect(adapter.confirms).to.have.length(1);
    });
  }
});
