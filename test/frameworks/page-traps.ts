// The traps of frameworks that change a page in place, by what a server sends: htmx, Turbo. A row whose name begins with
// "cured" has what the guide advises.
import assert from 'node:assert/strict';
import type { Edit } from './starter.js';
import { attribute, type Traps } from './trap.js';
import { comesAnew, complains, says, signIn, typeIn } from './visit.js';

const again = "document.body.dispatchEvent(new Event('again'))";
const swappedBy = (swap: string): Edit => [
  'index.html',
  'hx-trigger="load"',
  `hx-trigger="load, again from:body" hx-swap="${swap}"`,
];

const htmx: Traps = {
  of: 'htmx',
  pages: {
    'hx-post on the button: a click sends it, and nothing is confirmed': {
      edits: [
        ['public/step.html', ' hx-post="/login" hx-target="#step"', ''],
        ['public/step.html', '<button>', '<button hx-post="/login" hx-target="#step">'],
      ],
      async seen(visit) {
        await signIn(visit);
        await says(visit, 'Not confirmed');
      },
    },
    'a swap: the field is a new one, and empty': {
      edits: [swappedBy('innerHTML')],
      async seen(visit) {
        await typeIn(visit, '123');
        assert.equal(await comesAnew(visit, again), '');
      },
    },
    'cured: a morph of its own leaves what is typed': {
      edits: [swappedBy('innerMorph')],
      async seen(visit) {
        await typeIn(visit, '123');
        assert.equal(await comesAnew(visit, again), '123');
      },
    },
  },
};

const withIdiomorph: Edit = ['main.js', "import 'htmx.org';", "import 'idiomorph/htmx';"];
const morphing: Edit = ['index.html', '<body>', '<body hx-ext="morph">'];

const htmx2: Traps = {
  of: 'htmx',
  packageEdits: [['package.json', '"htmx.org": "4.0.1"', '"htmx.org": "2.0.11",\n    "idiomorph": "0.8.0"']],
  pages: {
    'a morph: the field is emptied': {
      edits: [withIdiomorph, morphing, swappedBy('morph:innerHTML')],
      async seen(visit) {
        await typeIn(visit, '123');
        assert.equal(await comesAnew(visit, again), '');
      },
    },
    'cured: ignoreActiveValue leaves what is typed, as long as the focus is there': {
      edits: [withIdiomorph, morphing, swappedBy("morph:{morphStyle:'innerHTML',ignoreActiveValue:true}")],
      async seen(visit) {
        await typeIn(visit, '123');
        assert.equal(await comesAnew(visit, again), '123');
        await visit.read('String(document.activeElement.blur())');
        assert.equal(await comesAnew(visit, again), '');
      },
    },
  },
};

const reload = "document.querySelector('#step').reload()";
const morphed: Edit = ['index.html', 'id="step"', 'id="step" refresh="morph"'];

const turbo: Traps = {
  of: 'turbo',
  pages: {
    'an answer of 200: it complains, and stays': {
      edits: [['public/step.html', 'action="/login"', 'action="/welcome?user=ada"']],
      async seen(visit) {
        await signIn(visit);
        await complains(visit, /Form responses must redirect to another location/);
        assert.doesNotMatch((await visit.look()).text, /Signed in/);
      },
    },
    'cured: an answer of 422 is shown': {
      edits: [attribute('public/step.html', 'name=""')], // no token, so the server does not sign in
      async seen(visit) {
        await signIn(visit);
        await says(visit, 'Not confirmed');
        assert.deepEqual(await visit.complaints(), []);
      },
    },
    'a morph: the field is emptied': {
      edits: [morphed],
      async seen(visit) {
        await typeIn(visit, '123');
        assert.equal(await comesAnew(visit, reload), '');
      },
    },
    'cured: data-turbo-permanent keeps the field': {
      edits: [morphed, attribute('public/step.html', 'data-turbo-permanent')],
      async seen(visit) {
        await typeIn(visit, '123');
        assert.equal(await comesAnew(visit, reload), '123');
      },
    },
  },
};

export const pageTraps: Readonly<Record<string, Traps>> = {
  'htmx 4': htmx,
  'htmx 2 with idiomorph': htmx2,
  Turbo: turbo,
};
