export { launchChromium } from '../../src/browser/chromium.ts';
