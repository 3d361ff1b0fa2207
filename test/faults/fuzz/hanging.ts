/** A program that a watchdog has to end: `node test/faults/fuzz/hanging.ts loops | waits`. */
import { startWatchdog } from './watchdog.ts';

const watchdog = startWatchdog('a reader', { processorSeconds: 1, waitingSeconds: 3 });
watchdog.beat();
if (process.argv[2] === 'loops') for (;;);
setInterval(() => undefined, 1000);
