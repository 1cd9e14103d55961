import { defineConfig } from 'cypress';

export default defineConfig({
  e2e: { baseUrl: process.env.PAGE, supportFile: false },
});
