// The five step types of the platform, and the component that stands in where none is configured.
// Steps translate between the model and the engine; issuing and comparing is the engine's.
import type { Outcome } from '../core/index.js';
import type { IssueResult } from './challenge.js';
import {
  flagSetting,
  optionalTextSetting,
  secondsSetting,
  textSetting,
  type Component,
  type StepRunner,
} from './configuration.js';
import { DataflowError } from './errors.js';
import { member, takeModel, textMember, type RawModel } from './model.js';

export const GET_CODE = 'Get one-time code for user';
export const CONFIRM_CODE = 'Confirm one-time code for user';
/** Seconds: the life time of a code that names none, and the longest that is allowed (NIST SP 800-63B 3.1.3.2). */
export const CODE_LIFETIME = 300;
export const LONGEST_CODE_LIFETIME = 600;

const sourceStep = textSetting('sourceStep');

const validateInputValues = flagSetting('validateInputValues');

const getActionModel: StepRunner = {
  settings: { validateInputValues },
  run: (input, step) => takeModel(input, step.stepName, validateInputValues(step) ? 'refuse' : 'leave-out'),
};

const userName = textSetting('userName');
const clientForRequest = optionalTextSetting('clientForRequest');
const codeLifetime = secondsSetting('codeLifetime', CODE_LIFETIME, LONGEST_CODE_LIFETIME);

const getCode: StepRunner = {
  settings: { sourceStep, userName, clientForRequest, codeLifetime },
  async run(input, step, context) {
    const client = clientForRequest(step);
    const { result, code } = await context.issueCode({
      user: textMember(input, userName(step), step.stepName),
      client: client === undefined ? undefined : textMember(input, client, step.stepName),
      stepName: optionalMember(input, 'stepName', step.stepName) ?? CONFIRM_CODE,
      sourceStep: step.stepName,
      codeLifetime: codeLifetime(step),
    });
    return { ...input, ...flat(result), ...(code === undefined ? {} : { code }) };
  },
};

const script = textSetting('script');

const executeScript: StepRunner = {
  settings: { sourceStep, script },
  run(input, step, context) {
    const name = script(step);
    try {
      const chosen = context.scripts[name];
      if (chosen !== undefined) return chosen(takeModel(input, step.stepName), step.stepName);
    } catch (cause) {
      if (cause instanceof DataflowError) throw cause;
      // The script's own message may quote what it worked on: it stays in the cause.
      throw new DataflowError(`Step "${step.stepName}": the script "${name}" failed. See the cause.`, {
        step: step.stepName,
        cause,
      });
    }
    throw new DataflowError(`Step "${step.stepName}": the script "${name}" is unknown. Register it.`, {
      step: step.stepName,
    });
  },
};

const userCodeField = textSetting('userCodeField');

const confirmCode: StepRunner = {
  settings: { sourceStep, userCodeField },
  async run(input, step, context) {
    const outcome = await context.confirmCode({
      client: optionalMember(input, 'client', step.stepName),
      challenge: textMember(input, 'challenge', step.stepName),
      stepName: step.stepName,
      sourceStep: optionalMember(input, 'sourceStep', step.stepName) ?? GET_CODE,
      code: textMember(input, userCodeField(step), step.stepName),
    });
    return { ...input, ...flat(outcome) };
  },
};

const writeResponse: StepRunner = { settings: { sourceStep }, run: (input) => input };

export const builtInSteps: Readonly<Record<string, StepRunner>> = {
  'Get action model': getActionModel,
  [GET_CODE]: getCode,
  'Execute script': executeScript,
  [CONFIRM_CODE]: confirmCode,
  'Write response': writeResponse,
};

function optionalMember(input: RawModel, field: string, step: string): string | undefined {
  return member(input, field) === undefined ? undefined : textMember(input, field, step);
}

// An outcome as members of a model: `outcome` holds its kind; nested members other than `info` stay out.
function flat({ kind, info, ...rest }: Outcome | IssueResult): RawModel {
  const members = Object.entries({ ...rest, ...info });
  return { outcome: kind, ...Object.fromEntries(members.filter(([, value]) => typeof value !== 'object')) };
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
      { type: 'Write response', stepName: response, sourceStep: step.stepName },
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
