// The adapter for Amazon Cognito keeps the contract, on answers that were recorded or read: cognito.json says which. What it
// sends, and what the page gets of it. That the stand-in still answers so is test/services/cognito's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cognito, type CognitoOptions } from '../../src/adapters/cognito.js';
import { adapterRules } from '../suites/index.js';
import { exchange, handsOver } from './exchange.js';
import { answersOf, recordingOf } from './recorded.js';

const recording = recordingOf('cognito');
const endpoint = 'https://cognito-idp.eu-west-1.amazonaws.com/';
const initiateAuth = () => ({ AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: 'ada' } });
const make = (options: Partial<CognitoOptions> = {}) =>
  cognito({
    endpoint,
    clientId: 'client1',
    username: 'ada',
    challengeName: 'SMS_MFA',
    initiateAuth,
    onSession: () => undefined,
    ...options,
  });

for (const challengeName of ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SIGN_UP'] as const)
  describe(`cognito for ${challengeName} keeps the adapter contract`, () => {
    const rules = adapterRules({
      ...answersOf(recording, challengeName),
      createAdapter: ({ fetch }) =>
        challengeName === 'SIGN_UP'
          ? make({ challengeName, onSession: undefined, initiateAuth: undefined, fetch })
          : make({ challengeName, fetch }),
      codeOf: (sent) =>
        sent.read('ConfirmationCode') ?? sent.read('ChallengeResponses', `${challengeName}_CODE`),
      cannotTellExpired: challengeName === 'SOFTWARE_TOKEN_MFA',
    });
    for (const { name, run } of rules) it(name, run);
  });

describe('cognito asks', () => {
  const ClientId = 'client1';
  const responses = (name: string) => ({
    ClientId,
    ChallengeName: name,
    Session: 's1',
    ChallengeResponses: { USERNAME: 'ada', [`${name}_CODE`]: '012345' },
  });
  const cases = [
    ['SMS_MFA', 'confirm', 'RespondToAuthChallenge', responses('SMS_MFA')],
    ['SOFTWARE_TOKEN_MFA', 'confirm', 'RespondToAuthChallenge', responses('SOFTWARE_TOKEN_MFA')],
    ['EMAIL_OTP', 'confirm', 'RespondToAuthChallenge', responses('EMAIL_OTP')],
    ['SMS_OTP', 'confirm', 'RespondToAuthChallenge', responses('SMS_OTP')],
    ['SIGN_UP', 'confirm', 'ConfirmSignUp', { ClientId, Username: 'ada', ConfirmationCode: '012345' }],
    ['EMAIL_OTP', 'issue', 'InitiateAuth', { ClientId, ...initiateAuth() }],
    ['SIGN_UP', 'issue', 'ResendConfirmationCode', { ClientId, Username: 'ada' }],
  ] as const;
  for (const [challengeName, operation, target, body] of cases)
    it(`${operation}, ${challengeName}: ${target}`, async () => {
      const sent = await exchange(make({ challengeName }), operation, { challenge: 's1' });
      assert.deepEqual([sent.url, sent.body], [endpoint, body]);
      assert.equal(sent.headers.get('X-Amz-Target'), `AWSCognitoIdentityProviderService.${target}`);
      assert.equal(sent.headers.get('Content-Type'), 'application/x-amz-json-1.1');
    });

  for (const [challengeName, given, can] of [
    ['SMS_MFA', undefined, [false, false]],
    ['SMS_MFA', initiateAuth, [true, true]],
    ['SIGN_UP', undefined, [true, false]],
  ] as const)
    it(`for ${challengeName} ${given ? 'with' : 'without'} initiateAuth`, () => {
      const { issue, canStart } = make({ challengeName, initiateAuth: given });
      assert.deepEqual([!!issue, !!canStart], can, 'whether it can issue, and issue first');
    });
});

describe('cognito answers', () => {
  const tokens = { AccessToken: 'a', IdToken: 'i', RefreshToken: 'r', ExpiresIn: 3600 };
  it('once the page has the tokens, which stand in no outcome', () =>
    handsOver((onSession) => make({ onSession }), { AuthenticationResult: tokens }, tokens));
  it('an error by its name, also behind a namespace', async () => {
    const answer = { __type: 'com.amazonaws.cognito.idp#CodeMismatchException' };
    assert.deepEqual((await exchange(make(), 'confirm', { answer, status: 400 })).outcome, {
      kind: 'incorrect',
    });
  });
});

describe('cognito says what it lacks, and where that is', () => {
  const { endpoint: _, ...rest } = { endpoint, clientId: 'c', username: 'ada', challengeName: 'SMS_MFA' };
  for (const [options, message] of [
    [rest, 'Give cognito an endpoint: https://cognito-idp.<region>.amazonaws.com/.'],
    [{ ...rest, endpoint, clientId: '' }, 'Give cognito the clientId: see App clients.'],
    [{ ...rest, endpoint, username: '' }, 'Give cognito the username: see USER_ID_FOR_SRP.'],
    [{ ...rest, endpoint }, 'Give cognito onSession: it takes the tokens.'],
  ] as const)
    it(message, () => {
      assert.throws(() => cognito(options as never), { name: 'SettingError', message });
    });
});
