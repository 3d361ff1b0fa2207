import { chooseEngine } from '../../../compute/engine/chooseEngine.ts';
import { resultsOfEngine } from './results.ts';

/** Prints what webgpu computes, so many times, or why it does not start. */
try {
  await chooseEngine('webgpu');
  const times = Number(process.argv[2]);
  const printed = Array.from({ length: times }, () => resultsOfEngine());
  process.stdout.write(JSON.stringify(printed));
} catch (error) {
  process.stdout.write(JSON.stringify(String(error)));
}
