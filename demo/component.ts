// The sandbox's dataflows, as data: the one that issues a code and the one that confirms it. The engine runs them.
import type { Component } from 'otp-confirm/engine';

/** The steps' names that the login asks for; the element in index.html carries the same. */
export const stepName = 'Confirm sign-in';
export const sourceStep = 'Get sign-in code';

export const component: Component = {
  name: 'Sign-in',
  definitions: [
    {
      name: 'Get sign-in code',
      stages: [
        {
          name: 'Issue',
          steps: [
            { type: 'Get action model', stepName: 'Model', validateInputValues: true },
            {
              type: 'Get one-time code for user',
              stepName: sourceStep,
              sourceStep: 'Model',
              userName: 'user',
              clientForRequest: 'client',
              codeLifetime: 300,
            },
            { type: 'Execute script', stepName: 'Keep code', sourceStep, script: 'keepCode' },
            { type: 'Write response', stepName: 'Response', sourceStep: 'Keep code' },
          ],
        },
      ],
    },
    {
      name: 'Confirm sign-in code',
      stages: [
        {
          name: 'Confirm',
          steps: [
            { type: 'Get action model', stepName: 'Model', validateInputValues: true },
            { type: 'Execute script', stepName: 'Clean code', sourceStep: 'Model', script: 'cleanCode' },
            {
              type: 'Confirm one-time code for user',
              stepName,
              sourceStep: 'Clean code',
              userCodeField: '_code',
            },
            { type: 'Write response', stepName: 'Response', sourceStep: stepName },
          ],
        },
      ],
    },
  ],
};
