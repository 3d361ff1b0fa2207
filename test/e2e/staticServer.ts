export { serveFolder } from '../../src/browser/staticServer.ts';
