import { loadNativeEngine } from '../nativeEngine.ts';
import { runSelfTest } from './selfTest.ts';

// A process of its own: a library that does not fit the machine may end the process that loads it.
await loadNativeEngine();
process.stdout.write(`${JSON.stringify(runSelfTest())}\n`);
