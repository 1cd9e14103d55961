import { bootstrapApplication } from '@angular/platform-browser';
import { SignIn } from './sign-in';

bootstrapApplication(SignIn).catch((error: unknown) => console.error(error));
