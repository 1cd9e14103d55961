// The step types of the platform, and the component that stands in where none is configured.
// Steps translate between the model and the engine; issuing and comparing is the engine's.
import type { Outcome } from '../core/index.js';
import type { IssueResult } from './challenge.js';
import type { Component, StepRunner } from './component.js';
import { DataflowError, ofStep } from './errors.js';
import { member, takeModel, textMember, type RawModel } from './model.js';
import { defineStep, flag, optional, seconds, text } from './settings.js';

export const GET_CODE = 'Get one-time code for user';
export const CONFIRM_CODE = 'Confirm one-time code for user';
export const EXECUTE_SCRIPT = 'Execute script';
export const WRITE_RESPONSE = 'Write response';
/** Seconds: the life time of a code that names none, and the longest that is allowed (NIST SP 800-63B 3.1.3.2). */
export const CODE_LIFETIME = 300;
export const LONGEST_CODE_LIFETIME = 600;

const getActionModel = defineStep({
  takesActionModel: true,
  settings: { validateInputValues: flag },
  // What a step gives is taken strictly: that is the check.
  run: (input, { validateInputValues }, { stepName }) =>
    validateInputValues ? input : takeModel(input, stepName, 'leaving-out'),
});

// Under names of their own, so that nothing known of a user stands in for what a step has worked out; and under these
// nothing else, so that nobody posts what the service is to tell. Nobody of that
// name is no error: whether there is such a user must not show in how a dataflow goes on.
const getUserInfo = defineStep({
  settings: { userName: text },
  async run(input, { userName }, { stepName, userInfo }) {
    const info = await userInfo(textMember(input, userName, stepName));
    const told: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(input))
      if (name === userName || !name.startsWith('user_')) told[name] = value;
    // A database says null for nobody.
    for (const [name, value] of Object.entries(takeModel(info ?? {}, stepName, 'given')))
      told[`user_${name}`] = value;
    return { ...told, user_known: !!info };
  },
});

const getCode = defineStep({
  settings: {
    userName: text,
    clientForRequest: optional(text),
    codeLifetime: seconds({ preset: CODE_LIFETIME, most: LONGEST_CODE_LIFETIME }),
  },
  async run(input, { userName, clientForRequest, codeLifetime }, { stepName, issueCode }) {
    const { result, code } = await issueCode({
      user: textMember(input, userName, stepName),
      client: clientForRequest === undefined ? undefined : textMember(input, clientForRequest, stepName),
      stepName: optionalMember(input, 'stepName', stepName) ?? CONFIRM_CODE,
      sourceStep: stepName,
      codeLifetime,
    });
    return { ...withMembers(input, result), ...(code === undefined ? {} : { code }) };
  },
});

const executeScript = defineStep({
  settings: { script: text },
  async run(input, { script }, { stepName, scripts }) {
    const chosen = scripts[script];
    try {
      if (chosen !== undefined) return await chosen(takeModel(input, stepName), stepName);
    } catch (cause) {
      throw ofStep(stepName, cause, `Step "${stepName}": the script "${script}"`);
    }
    throw new DataflowError(`Step "${stepName}": the script "${script}" is unknown. Register it.`, {
      step: stepName,
    });
  },
});

const confirmCode = defineStep({
  settings: { userCodeField: text },
  async run(input, { userCodeField }, { stepName, confirmCode: confirm }) {
    const outcome = await confirm({
      client: optionalMember(input, 'client', stepName),
      challenge: textMember(input, 'challenge', stepName),
      stepName,
      sourceStep: optionalMember(input, 'sourceStep', stepName) ?? GET_CODE,
      code: textMember(input, userCodeField, stepName),
    });
    return withMembers(input, outcome);
  },
});

const writeResponse = defineStep({ settings: {}, run: (input) => input });

export const builtInSteps: Readonly<Record<string, StepRunner>> = {
  'Get action model': getActionModel,
  'Get user info': getUserInfo,
  [GET_CODE]: getCode,
  [EXECUTE_SCRIPT]: executeScript,
  [CONFIRM_CODE]: confirmCode,
  [WRITE_RESPONSE]: writeResponse,
};

function optionalMember(input: RawModel, field: string, step: string): string | undefined {
  return member(input, field) === undefined ? undefined : textMember(input, field, step);
}

/** The model with an outcome's members: `outcome` holds its kind; nested members other than `info`, and open ones, stay out. */
function withMembers(input: RawModel, { kind, info, ...told }: Outcome | IssueResult): RawModel {
  const model: Record<string, unknown> = { ...input };
  model.outcome = kind;
  for (const [name, value] of Object.entries({ ...told, ...info })) {
    if (typeof value !== 'object' && value !== undefined) model[name] = value;
  }
  return model;
}

export interface StepNames {
  readonly stepName: string;
  readonly sourceStep: string;
  readonly userCodeField: string;
}

/** The component of a page that configures none: one dataflow issues, one confirms, under the names asked for. */
export function defaultComponent({ stepName, sourceStep, userCodeField }: StepNames): Component {
  const frame = (name: string, step: { type: string; stepName: string }, settings: RawModel) => {
    // A request may name its step like one of the frame's: the frame gives way.
    const model = step.stepName === 'Model' ? 'Action model' : 'Model';
    const response = step.stepName === 'Response' ? 'Result' : 'Response';
    const steps = [
      { type: 'Get action model', stepName: model, validateInputValues: true },
      { ...step, sourceStep: model, ...settings },
      { type: WRITE_RESPONSE, stepName: response, sourceStep: step.stepName },
    ];
    return { name, stages: [{ name, steps }] };
  };
  return {
    name: 'One-time code',
    definitions: [
      frame(
        'Issue',
        { type: GET_CODE, stepName: sourceStep },
        { userName: 'user', clientForRequest: 'client' },
      ),
      frame('Confirm', { type: CONFIRM_CODE, stepName }, { userCodeField }),
    ],
  };
}
