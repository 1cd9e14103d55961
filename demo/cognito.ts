// The page of Amazon Cognito.
import { cognito, type CognitoOptions } from 'otp-confirm/adapters/cognito';
import { demonstrate, onSession, type Way } from './adapters.js';

const endpoint = 'https://cognito-idp.eu-west-1.amazonaws.com/';
const initiateAuth = () => ({ AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: 'ada' } });
const way = (options: Pick<CognitoOptions, 'challengeName' | 'initiateAuth'>, length = '6'): Way => ({
  create: (fetch) =>
    cognito({ endpoint, clientId: 'client1', username: 'ada', onSession, ...options, fetch }),
  attributes: { length },
});

await demonstrate('cognito', {
  SMS_MFA: way({ challengeName: 'SMS_MFA', initiateAuth }),
  SOFTWARE_TOKEN_MFA: way({ challengeName: 'SOFTWARE_TOKEN_MFA' }),
  EMAIL_OTP: way({ challengeName: 'EMAIL_OTP', initiateAuth }, '8'),
  SIGN_UP: way({ challengeName: 'SIGN_UP' }),
});
