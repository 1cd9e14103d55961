// The rows of rows.ts that are about a component as data: its shape, and settings of steps of one's own.
import { checkComponent, defineStep, setting, type StepContext } from '../../src/engine/index.js';
import { CAUSE, type Row } from './rows.js';

const model = { type: 'Get action model', stepName: 'Model' };
const response = { type: 'Write response', stepName: 'Response', sourceStep: 'Model' };
const flow = (name: string, ...steps: readonly object[]): object => ({
  name,
  stages: [{ name: 'All', steps: [model, ...steps, response] }],
});
const getCode = {
  type: 'Get one-time code for user',
  stepName: 'Get',
  sourceStep: 'Model',
  userName: 'user',
};
const paint = defineStep({
  settings: { colour: setting.oneOf('red', 'blue') },
  run: (input) => input,
});
const painted = { type: 'Paint', stepName: 'Paint', sourceStep: 'Model', colour: 'green' };

const failing = defineStep({
  settings: {
    colour: {
      read: () => {
        throw CAUSE;
      },
    },
  },
  run: (input) => input,
});
const context: StepContext = {
  stepName: 'Paint',
  steps: {},
  scripts: {},
  clock: { now: () => 0 },
  issueCode: () => Promise.reject(new RangeError('Never called.')),
  confirmCode: () => Promise.reject(new RangeError('Never called.')),
  userInfo: () => undefined,
};

const row = (misuse: string, component: unknown): Row => ({
  misuse,
  name: 'ConfigurationError',
  provoke: () => checkComponent(component, { steps: { Paint: paint } }),
});

export const componentRows: readonly Row[] = [
  row('a component that is no object', []),
  row('no definitions', { name: 'Sign-in', definitions: [] }),
  row('two definitions of one name', { name: 'Sign-in', definitions: [flow('Get'), flow('Get')] }),
  row('one code step in two definitions', {
    name: 'Sign-in',
    definitions: [flow('Get', getCode), flow('Get again', getCode)],
  }),
  row('a setting that is none of its words', { name: 'Sign-in', definitions: [flow('Paint', painted)] }),
  {
    misuse: 'a setting that goes while the run is on',
    name: 'ConfigurationError',
    provoke: () => paint.run({}, painted, context),
  },
  {
    misuse: 'a setting that throws as it is read',
    name: 'ConfigurationError',
    provoke: () =>
      checkComponent(
        { name: 'Sign-in', definitions: [flow('Paint', painted)] },
        { steps: { Paint: failing } },
      ),
  },
  {
    misuse: 'a setting that throws as it is read while the run is on',
    name: 'DataflowError',
    provoke: () => failing.run({}, painted, context),
  },
];
