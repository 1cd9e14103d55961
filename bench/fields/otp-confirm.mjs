// The field of this package as a script tag loads it, with all that confirms: buttons, status, client.
import '../../dist/otp-confirm.min.js';
import { elements } from './elements.mjs';

export const mount = elements('otp-confirm', (field) => field.setAttribute('endpoint', '/confirm'));
