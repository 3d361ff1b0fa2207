import type { InstallEffects } from './installEffects.ts';
import type { LibraryWheel } from './libraryWheel.ts';

/** Where and from what the native engine is installed. */
export interface InstallSetting {
  /** Receives one line of text at a time. */
  readonly output: (line: string) => void;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  readonly effects: InstallEffects;
  /** Node's name of the platform and the architecture, e.g. `linux-x64`. */
  readonly host: string;
  /** The wheel for the host; undefined where there is none. */
  readonly wheel: LibraryWheel | undefined;
  /** Folder of the installed package @tensorflow/tfjs-node. */
  readonly tfjsNode: string;
  /** Folder of the installed package node-api-headers. */
  readonly nodeApiHeaders: string;
}
