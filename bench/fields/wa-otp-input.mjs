// Web Awesome's field.
import '@awesome.me/webawesome/dist/components/otp-input/otp-input.js';
import { elements } from './elements.mjs';

export const mount = elements('wa-otp-input');
