// The traps of frameworks that draw components: React, Vue, Svelte, Angular. A row whose name begins with "cured" has what
// the guide advises.
import assert from 'node:assert/strict';
import { answerTo } from '../e2e/waiting.js';
import type { Edit } from './starter.js';
import { attribute, type Traps } from './trap.js';
import { complains, fieldOf, says, signIn, typeIn, type Visit } from './visit.js';

/** What each engine says of a property that cannot be set. */
const readOnly = /only a getter|getter-only|readonly property/;

async function belongsToTheOther(visit: Visit): Promise<void> {
  await fieldOf(visit);
  await answerTo(
    async () =>
      (await visit.read("document.querySelector('otp-confirm').form.id")) === 'other' ? true : undefined,
    () => 'the form that is named',
  );
  assert.deepEqual(await visit.complaints(), []);
}

const react: Traps = {
  of: 'react',
  pages: {
    'an event whose name is not in lower case: it is not heard': {
      edits: [['src/App.jsx', 'onconfirmed=', 'onConfirmed=']],
      async seen(visit) {
        await signIn(visit);
        assert.doesNotMatch((await says(visit, 'Signed in as ada')).text, /The code is right/);
      },
    },
    'form, as a prop: an error, and nothing is drawn': {
      edits: [attribute('src/App.jsx', 'form="other"')],
      async seen(visit) {
        await complains(visit, readOnly);
        assert.equal((await visit.look()).text.trim(), '');
      },
    },
    'cured: form, as an attribute by a ref': {
      edits: [
        attribute('src/App.jsx', "ref={(otp) => otp?.setAttribute('form', 'other')}"),
        ['src/App.jsx', '<p>{note}</p>', '<form id="other"></form>'],
      ],
      seen: belongsToTheOther,
    },
  },
};

const definedLate: readonly Edit[] = [
  ['src/App.vue', "import 'otp-confirm';", "import { onMounted } from 'vue';"],
  ['src/App.vue', "const note = ref('');", "const note = ref('');\nonMounted(() => import('otp-confirm'));"],
];

const vue: Traps = {
  of: 'vue',
  env: { NODE_ENV: 'development' }, // it warns in no other
  pages: {
    'cured: the starter as it is': {
      edits: [],
      async seen(visit) {
        await fieldOf(visit);
        assert.doesNotMatch((await visit.complaints()).join('\n'), /Vue/);
      },
    },
    'a compiler that does not know of the tag: it looks for a component, and warns': {
      edits: [
        [
          'vite.config.js',
          "vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'otp-confirm' } } })",
          'vue()',
        ],
      ],
      async seen(visit) {
        await complains(visit, /\[Vue warn\]: Failed to resolve component: otp-confirm/);
        await fieldOf(visit);
      },
    },
    'v-model: an error': {
      edits: [attribute('src/App.vue', 'v-model="note"')],
      seen: (visit) => complains(visit, readOnly),
    },
    "cured: a listener of input, and the element's code": {
      edits: [attribute('src/App.vue', '@input="note = $event.currentTarget.code"')],
      async seen(visit) {
        await typeIn(visit, '123');
        await says(visit, '123');
        await visit.type('4');
        await says(visit, '1234');
      },
    },
    'an object, where the element is defined later: it becomes an attribute, and is lost': {
      edits: [...definedLate, attribute('src/App.vue', ':messages="{ label: \'PIN\' }"')],
      async seen(visit) {
        assert.match((await fieldOf(visit)).text, /Code/);
        const attributes = "document.querySelector('otp-confirm').outerHTML";
        assert.match(await visit.read(attributes), /messages="\[object Object\]"/);
      },
    },
    'cured: an object with .prop': {
      edits: [...definedLate, attribute('src/App.vue', ':messages.prop="{ label: \'PIN\' }"')],
      seen: (visit) => says(visit, 'PIN'),
    },
  },
};

const svelte: Traps = {
  of: 'svelte',
  builds: {
    'no end tag: it warns': {
      edits: [['src/App.svelte', '  ></otp-confirm>', '  />']],
      says: /App\.svelte:16:2 Self-closing HTML tags .* use `<otp-confirm /,
      fails: false,
    },
    'bind:code fails the build': {
      edits: [attribute('src/App.svelte', 'bind:code={note}')],
      says: /`bind:code` is not a valid binding/,
      fails: true,
    },
  },
};

const angular: Traps = {
  of: 'angular',
  index: 'src/index.html',
  builds: {
    'no schema: the build fails': {
      edits: [['src/sign-in.ts', 'schemas: [CUSTOM_ELEMENTS_SCHEMA],', '']],
      says: /NG8001: 'otp-confirm' is not a known element/,
      fails: true,
    },
  },
  pages: {
    'members that are no signals: one that changes in the template is drawn, one after an await is not': {
      edits: [
        ['src/sign-in.ts', "readonly note = signal('')", "note = ''"],
        ['src/sign-in.ts', "note.set('The code is right.')", "note = 'The code is right.'"],
        ['src/sign-in.ts', '{{ note() }}', '{{ note }}'],
        ['src/sign-in.ts', "readonly welcome = signal('')", "welcome = ''"],
        ['src/sign-in.ts', '{{ welcome() }}', '{{ welcome }}'],
        [
          'src/sign-in.ts',
          'this.welcome.set(await response.text());',
          // Angular draws in the next frame, if at all.
          `this.welcome = await response.text();
          requestAnimationFrame(() => document.body.append(this.welcome.replace('Signed in', 'Known')));`,
        ],
      ],
      async seen(visit) {
        await signIn(visit);
        const { text } = await says(visit, 'Known as ada');
        assert.match(text, /The code is right/);
        assert.doesNotMatch(text, /Signed in/);
      },
    },
    '[(code)]: it never hears of a change': {
      edits: [attribute('src/sign-in.ts', '[(code)]="welcome"')],
      async seen(visit) {
        await typeIn(visit, await visit.sent());
        await visit.press('Enter');
        assert.doesNotMatch((await says(visit, 'The code is right.')).text, /\d{6}/);
      },
    },
    '[form]: an error': {
      edits: [attribute('src/sign-in.ts', '[form]="note()"')],
      seen: (visit) => complains(visit, readOnly),
    },
    'cured: [attr.form]': {
      edits: [
        attribute('src/sign-in.ts', '[attr.form]="\'other\'"'),
        ['src/sign-in.ts', '<p>{{ note() }}</p>', '<form id="other"></form>'],
      ],
      seen: belongsToTheOther,
    },
  },
};

export const componentTraps: Readonly<Record<string, Traps>> = {
  'React 19': react,
  Vue: vue,
  'Svelte 5': svelte,
  Angular: angular,
};
